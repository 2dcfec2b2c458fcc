#include "html_parts.hpp"

namespace surgeline::report {
namespace {

// Offered is grey, goodput blue, injected orange, relief violet: told apart with every common colour blindness.
constexpr std::string_view colours_and_page = R"css(
:root {
  --page: #f7f7f5; --sheet: #ffffff; --line: #dddcd8; --ink: #1c1e21; --soft: #5d6269; --band: #00000009;
  --offered: #7c8088; --goodput: #0069a8; --injected: #c45500; --orange: #f08a24; --relief: #8a4fb5;
  --good: #11693b; --bad: #b3261e; --lane: #eeeeeb; --heat-1: #dbe9f6; --heat-2: #aed0e8; --heat-3: #76b0d9; --heat-4: #3c89bd; --heat-5: #0b5c94; --on-3: #1c1e21; --on-4: #101214; --on-5: #ffffff;
}
@media (prefers-color-scheme: dark) { :root {
  --page: #14161a; --sheet: #1c1f24; --line: #353a42; --ink: #e8e9eb; --soft: #a2a8b1; --band: #ffffff0a;
  --offered: #a9afb8; --goodput: #58b4f0; --injected: #ffa04d; --orange: #f08a24; --relief: #c594ea;
  --good: #62cf96; --bad: #ff8a80; --lane: #282c33; --heat-1: #1d3448; --heat-2: #23506f; --heat-3: #27668f; --heat-4: #3d97cf; --heat-5: #7cc6f5; --on-3: #ffffff; --on-4: #101214; --on-5: #101214;
} }
@media print { :root {
  --page: #ffffff; --sheet: #ffffff; --line: #cccccc; --ink: #000000; --soft: #444444; --band: #00000009;
  --offered: #7c8088; --goodput: #0069a8; --injected: #c45500; --relief: #8a4fb5; --good: #11693b; --bad: #b3261e;
  --lane: #eeeeeb; --heat-1: #dbe9f6; --heat-2: #aed0e8; --heat-3: #76b0d9; --heat-4: #3c89bd; --heat-5: #0b5c94; --on-3: #1c1e21; --on-4: #101214; --on-5: #ffffff;
} }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
body > * { max-width: 1120px; margin: 0 auto; padding: 0 24px; } body > header { padding-top: 32px; } body > footer { padding-bottom: 48px; }
h1 { font-size: 28px; line-height: 1.2; margin: 2px 0 8px; text-wrap: balance; }
h2 { font-size: 20px; margin: 40px 0 8px; }
h3 { font-size: 15px; margin: 0; } h3 small { font-weight: 400; color: var(--soft); }
a { color: var(--goodput); }
code, pre { font-family: ui-monospace, monospace; font-size: 13px; }
.brand { margin: 0; color: var(--soft); letter-spacing: .04em; font-size: 13px; }
.hypothesis { margin: 0 0 8px; max-width: 46em; font-size: 16px; }
p.facts { margin: 0; color: var(--soft); font-size: 13px; } p.facts > * + * { margin-left: 12px; }
.overall { margin: 20px 0 12px; font-size: 17px; } .overall.good strong { color: var(--good); } .overall.bad strong { color: var(--bad); }
.note, footer { color: var(--soft); font-size: 13px; } .note.ending { margin: 8px 0 0; } body > footer { margin-top: 40px; }

.cards { margin-top: 16px; display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); align-items: start; }
.cards.one { grid-template-columns: 1fr; }
.card { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; }
.card p { margin: 8px 0 0; } .card .reason { max-width: 70em; } .card .seeds { color: var(--soft); font-size: 13px; }
.card .top { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; } .where { margin-left: auto; }
.where { color: inherit; text-decoration: none; } .where span { color: var(--soft); } .where:hover { text-decoration: underline; }
.expected { color: var(--good); font-size: 13px; } .unexpected { color: var(--bad); font-size: 13px; font-weight: 600; }
.pill { display: inline-block; padding: 1px 10px; border-radius: 99px; font-weight: 650; white-space: nowrap; color: var(--hue);
  background: color-mix(in srgb, var(--hue) 13%, var(--sheet)); border: 1px solid color-mix(in srgb, var(--hue) 35%, var(--sheet)); }
.pass { --hue: var(--good); } .fail, .aborted { --hue: var(--bad); }
.metastable { --hue: var(--relief); } .inconclusive { --hue: var(--soft); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(84px, auto)); justify-content: start; gap: 6px 22px; margin: 8px 0 0; } dt { color: var(--soft); font-size: 12px; }
dd { margin: 0; font-variant-numeric: tabular-nums; } dd b { font-size: 17px; font-weight: 620; white-space: nowrap; } dd small, td small { color: var(--soft); display: block; } td.words, th.words { min-width: 8em; } td code { overflow-wrap: anywhere; }

.scroll, .still { margin-top: 14px; } .scroll { overflow-x: auto; } .scroll:focus-visible { outline: 2px solid var(--goodput); outline-offset: 2px; }
table { border-collapse: collapse; font-size: 13.5px; width: 100%; font-variant-numeric: tabular-nums; background: var(--sheet); border: 1px solid var(--line); }
caption { text-align: left; font-weight: 600; padding: 0 0 4px; }
th, td { text-align: left; padding: 5px 10px; border-top: 1px solid var(--line); vertical-align: top; } thead th { color: var(--soft); font-weight: 500; white-space: nowrap; }
tbody th { font-weight: 600; white-space: nowrap; } .number { text-align: right; white-space: nowrap; } thead th.number { text-align: right; } table.facts tbody th { width: 13em; white-space: normal; }

.legend { display: flex; flex-wrap: wrap; gap: 2px 18px; margin: 0 0 8px; font-size: 13px; color: var(--soft); }
.legend i { display: inline-block; width: 18px; height: 0; margin-right: 6px; vertical-align: middle; border-top: 3px solid; }
.legend i.block { height: 11px; border: 0; border-radius: 2px; }
i.offered { color: var(--offered); } i.goodput { color: var(--goodput); } i.injected { background: var(--orange); } i.relief { background: var(--relief); } i.lost { background: var(--bad); }
i.answers { background: linear-gradient(90deg, var(--heat-1), var(--heat-3), var(--heat-5)); }
figure { margin: 8px 0 0; background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; }
figcaption { display: flex; flex-wrap: wrap; gap: 0 14px; align-items: baseline; margin-bottom: 8px; } figcaption .facts { color: var(--soft); font-size: 13px; }
.side-by-side figcaption .facts { flex-basis: 100%; } .side-by-side { display: grid; gap: 16px; } .side-by-side > * { min-width: 0; }
@media (min-width: 700px) { .side-by-side { grid-template-columns: 1fr 1fr; } }

)css";

constexpr std::string_view charts = R"css(
svg { display: block; width: 100%; height: auto; overflow: visible; }
svg text { font: 12px system-ui, sans-serif; fill: var(--ink); font-variant-numeric: tabular-nums; }
svg.miniature { height: 44px; margin-top: 10px; }
.alone svg.narrow { display: none; }
@media (max-width: 699px) { .alone svg.narrow { display: block; } .alone svg.wide { display: none; } body > * { padding: 0 14px; } body > header { padding-top: 20px; }
  svg.sweep text, svg.tipping text { font-size: 24px; } svg.sweep text.series { display: none; } dl { grid-template-columns: 1fr 1fr; } }
svg.narrow text { font-size: 13.5px; } svg.narrow text.tick { font-size: 12.5px; }
@media (min-width: 1000px) { svg.narrow text { font-size: 12px; } svg.narrow text.tick { font-size: 11px; } }
svg .tick { fill: var(--soft); font-size: 11px; } svg .panel { font-weight: 600; } svg .phase { fill: var(--soft); }
.phase-mark { stroke: var(--soft); stroke-width: 1; } .grid { stroke: var(--line); stroke-width: 1; }
.band { fill: var(--band); } rect.injected { fill: var(--orange); } rect.relief { fill: var(--relief); }
rect.band.injected { fill: var(--orange); opacity: .16; } rect.band.relief { fill: var(--relief); opacity: .14; }
svg text.injected { fill: var(--injected); font-weight: 600; } svg text.relief { fill: var(--relief); font-weight: 600; }
.curve { fill: none; stroke-width: 1.6; stroke-linejoin: round; vector-effect: non-scaling-stroke; } .area { stroke: none; }
.curve.offered { stroke: var(--offered); } .curve.goodput { stroke: var(--goodput); stroke-width: 2; } .area.goodput { fill: var(--goodput); opacity: .2; }
.look-0 { --look: var(--ink); } .look-1 { --look: var(--goodput); stroke-dasharray: 6 3; } .look-2 { --look: var(--relief); stroke-dasharray: 2 3; } .look-3 { --look: var(--soft); stroke-dasharray: 9 3 2 3; }
.look-4 { --look: var(--injected); } .look-5 { --look: var(--good); stroke-dasharray: 6 3; } .look-6 { --look: var(--bad); stroke-dasharray: 2 3; } .look-7 { --look: var(--offered); }
path[class*="look-"], line[class*="look-"], .dot { stroke: var(--look); } .dot { fill: var(--look); } tspan[class*="look-"], text.series { fill: var(--look); } line[class*="look-"], .dot { stroke-dasharray: none; } i[class*="look-"] { color: var(--look); }
svg tspan.name { stroke: none; font-weight: 400; }
.lane { fill: var(--lane); } .halo { fill: none; stroke: var(--sheet); stroke-width: 3; stroke-linejoin: round; opacity: .8; vector-effect: non-scaling-stroke; }
svg text.lane-name { font-size: 11.5px; }
.p50, .p90, .p99 { stroke: var(--ink); } .p50 { stroke-width: 1.8; } .p90 { stroke-dasharray: 5 2.5; } .p99 { stroke-dasharray: 1.5 2; stroke-width: 1.8; } tspan.name.p50, tspan.name.p90, tspan.name.p99 { fill: var(--ink); }
.cell.s1 { fill: var(--heat-1); } .cell.s2 { fill: var(--heat-2); } .cell.s3 { fill: var(--heat-3); } .cell.s4 { fill: var(--heat-4); } .cell.s5 { fill: var(--heat-5); }
.lost, .open { fill: var(--bad); } .spent { fill: var(--relief); } .stalled { fill: var(--orange); } .share.s1 { opacity: .22; } .share.s2 { opacity: .4; } .share.s3 { opacity: .6; } .share.s4 { opacity: .8; }
svg text.inside { fill: #1c1e21; font-size: 10.5px; font-weight: 600; } svg text.relief.inside { fill: #ffffff; }
line.mark { stroke-width: 1.5; } svg text.mark { font-weight: 600; }
line.back { stroke: var(--good); } svg text.back { fill: var(--good); } line.deadline { stroke: var(--bad); stroke-dasharray: 6 4; } svg text.deadline { fill: var(--bad); }
line.predicted { stroke: var(--soft); stroke-dasharray: 2 3; } svg text.predicted { fill: var(--soft); }
.half { stroke: var(--soft); stroke-dasharray: 4 4; } .margin-band { fill: var(--relief); opacity: .16; } .margin-line { stroke: var(--relief); stroke-width: 2; }
.spread { stroke-width: 2; opacity: .55; } .tips { stroke: var(--relief); fill: var(--relief); } .holds { stroke: var(--good); fill: var(--good); }
.dot.live { fill: none; stroke-width: 2; }

table.heat { width: auto; } .heat td { text-align: center; min-width: 5.6em; } .heat tbody th, .heat thead th.number { text-align: center; } .heat th.over { text-align: center; } .heat th.corner { vertical-align: bottom; } .heat td.nothing { color: var(--soft); }
.shade-1 { background: var(--heat-1); } .shade-2 { background: var(--heat-2); } .shade-3 { background: var(--heat-3); color: var(--on-3); } .shade-4 { background: var(--heat-4); color: var(--on-4); } .shade-5 { background: var(--heat-5); color: var(--on-5); }
td.verdict { font-weight: 600; color: var(--hue); background: color-mix(in srgb, var(--hue) 13%, var(--sheet)); } td.verdict small { color: inherit; font-weight: 400; } td.unbroken { white-space: nowrap; }
svg .axis { font-weight: 600; } .headline { font-size: 19px; font-weight: 620; margin: 4px 0 8px; } details { margin-top: 8px; } summary { cursor: pointer; color: var(--soft); font-size: 13px; }
.columns rect { fill: var(--ink); opacity: 0; } .columns rect:hover { opacity: .12; }
)css";

constexpr std::string_view repeating_and_print = R"css(
pre { background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; white-space: pre-wrap; overflow-wrap: anywhere; }
@media print {
  body > * { max-width: none; padding: 0 1px; } body > header { padding-top: 0; } body { font-size: 10.5pt; } h1 { font-size: 20pt; } h2 { margin-top: 24px; }
  .card, figure, tr, .scroll, .still, pre, .legend { break-inside: avoid; } h2, figcaption, caption { break-after: avoid; }
  .side-by-side { grid-template-columns: 1fr 1fr; } .cards { grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); }
  .alone svg.narrow { display: none; } .alone svg.wide { display: block; }
  .scroll { overflow: visible; } td.number, td.unbroken, .pill, tbody th, thead th { white-space: normal; } table { font-size: 7.5pt; } td code { font-size: inherit; } th, td { padding: 3px 2px; } .pill { padding: 0 6px; } .heat td { min-width: 4.5em; }
  a[href^="http"]::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; } .columns { display: none; } * { print-color-adjust: exact; }
}
)css";

}  // namespace

std::string page_style() {
  return std::string{colours_and_page} + std::string{charts} + std::string{repeating_and_print};
}

}  // namespace surgeline::report
