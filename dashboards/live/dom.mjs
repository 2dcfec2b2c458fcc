// Elements, made and kept without strings of markup.
const namespace = "http://www.w3.org/2000/svg";

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.flat().filter((one) => one !== null && one !== undefined && one !== false));
  return element;
}

/** Sets an attribute, a text or a listener (`onclick`), if it is another than before. */
export function set(element, name, value) {
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "text") {
    if (element.textContent !== value) element.textContent = value;
  } else if (typeof value === "boolean" && name in element && !name.startsWith("aria")) {
    if (element[name] !== value) element[name] = value;
  } else if (value === null || value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

export const h = (tag, attributes = {}, ...children) => filled(document.createElement(tag), attributes, children);
export const svg = (tag, attributes = {}, ...children) => filled(document.createElementNS(namespace, tag), attributes, children);
export const byId = (id) => document.getElementById(id);

/**
 * Keeps the children of `parent` as one element for each item: what stays is changed and not made anew, so that focus, hovering
 * and screen readers stay where they are. `key` names an item, `make` gives its element, `change` puts the item's values there.
 */
export function keep(parent, items, key, make, change) {
  const known = (parent.keptByKey ??= new Map());
  const wanted = new Set(items.map(key));
  for (const [name, element] of known) {
    if (wanted.has(name)) continue;
    element.remove();
    known.delete(name);
  }
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    let element = known.get(name);
    if (!element) known.set(name, (element = make(item)));
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
    change?.(element, item);
  }
}
