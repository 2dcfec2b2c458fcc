// Questions before something is changed, and the one for a key.
import { byId, h, set } from "./dom.mjs";

function opened(title, ...content) {
  const name = `dialog-${Math.random().toString(36).slice(2)}`;
  const dialog = h("dialog", { "aria-labelledby": name }, h("h2", { id: name }, title), ...content);
  byId("dialogs").append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  return dialog;
}

/** Problems of a refusal, each in a sentence. */
export function sentences(error) {
  const each = (error.problems ?? []).map((one) => [one.pointer?.slice(1).replaceAll("/", ".") || null, one.what, one.remedy].filter(Boolean).join(": "));
  return each.length > 0 ? each : [[error.message, error.remedy].filter(Boolean).join(". ")];
}

/** Asks before `act` is done; it stays open, with what is wrong, while that fails. */
export function confirmed({ title, text, yes, danger = false, act }) {
  const wrong = h("p", { class: "wrong", role: "alert", hidden: true });
  const go = h("button", { type: "submit", class: danger ? "danger" : "primary" }, yes);
  const no = h("button", { type: "button" }, "Cancel");
  const form = h("form", { method: "dialog" }, h("p", {}, text), wrong, h("div", { class: "answers" }, no, go));
  const dialog = opened(title, form);
  no.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    set(go, "disabled", true);
    try {
      await act();
      dialog.close();
    } catch (error) {
      set(wrong, "hidden", false);
      set(wrong, "text", sentences(error).join("\n"));
    }
    set(go, "disabled", false);
  });
  go.focus();
}

const place = "surgeline-key";
export function keptKey() {
  try {
    return sessionStorage.getItem(place);
  } catch {
    return null;
  }
}
export function keepKey(key) {
  try {
    if (key) sessionStorage.setItem(place, key);
    else sessionStorage.removeItem(place);
  } catch {
    // then it is for as long as the page is open
  }
}

/** Asks for a key until there is one: `{key, keep}`. */
export function askedKey(why) {
  return new Promise((resolve) => {
    const field = h("input", { type: "password", id: "key-field", autocomplete: "off", spellcheck: "false", required: true, "aria-describedby": "key-why" });
    const kept = h("input", { type: "checkbox", id: "key-keep" });
    const form = h("form", { method: "dialog" },
      h("p", { id: "key-why" }, why),
      h("label", { for: "key-field" }, "Key"), field,
      h("label", { class: "check" }, kept, " keep it in this tab until it is closed"),
      h("p", { class: "muted" }, "An operator's key arms and clears, a viewer's looks. It is sent to this sidecar alone, in a header."),
      h("div", { class: "answers" }, h("button", { type: "submit", class: "primary" }, "Open")));
    const dialog = opened("This sidecar asks for a key", form);
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      dialog.close();
      resolve({ key: field.value.trim(), keep: kept.checked });
    });
    field.focus();
  });
}
export { opened };
