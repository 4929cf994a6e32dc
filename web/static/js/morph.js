// morph(old, fresh) makes the page like the one that was read anew and touches nothing that is the same. What a person has
// there stays: focus, scroll, what is typed, chosen, open, and the row that is current. Elements match by id, others in order.
const theirs = new Set(['open', 'style', 'tabindex', 'data-current', 'data-placed', 'data-attached', 'data-watched', 'aria-expanded']);
const field = 'input:not([type="hidden"], [type="submit"], [type="button"]), textarea, select';

function typed(el) {
  if (el.matches('select')) return [...el.options].some(o => o.selected !== o.defaultSelected) && [...el.options].some(o => o.defaultSelected);
  return el.matches('[type="checkbox"], [type="radio"]') ? el.checked !== el.defaultChecked : el.value !== el.defaultValue;
}

// inUse is true of a form in which somebody is writing.
export function inUse(form) {
  return [...form.elements].some(el => el.matches(field) && form.contains(el) && (typed(el) || (el === document.activeElement && !el.matches('[type="checkbox"], [type="radio"]'))));
}

// holds is the form in use that a part of the page is, or has in it.
export const holds = el => (el.matches('form') ? [el] : [...el.querySelectorAll('form')]).find(inUse);

const stays = el => el.matches('[data-here], [data-attached], [role="search"], .found, dialog[open]') || (el.matches('form') && inUse(el)) || (el.matches(field) && typed(el));

function attributes(old, fresh) {
  for (const { name, value } of [...fresh.attributes]) {
    const given = name === 'hidden' && old.matches('[data-enhanced]'), once = name === 'value' && old.name === '_once';
    if (!given && !once && !theirs.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) if (!theirs.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
}

// A row that left fades where it stands, and goes a moment later; what holds words of somebody stays and says that it left.
function leave(node, page) {
  if (node.nodeType !== 1) { node.remove(); return; }
  if (node.matches('[data-told]')) return;
  if (holds(node)) { page.left.push(node); return; }
  if (!node.matches('[data-row]') || node.dataset.leaving !== undefined || !node.checkVisibility()) { node.remove(); return; }
  node.dataset.leaving = '';
  node.inert = true;
  const next = [node.nextElementSibling, node.previousElementSibling].find(el => el?.matches('[data-row]'));
  if (node.dataset.current !== undefined && next) { next.dataset.current = ''; next.tabIndex = -1; next.focus({ preventScroll: true }); }
  setTimeout(() => node.remove(), 1500);
}

const gone = el => el.dataset?.leaving !== undefined || el.dataset?.told !== undefined;
const ahead = 12;

// near is the first of a node and its next siblings that fits.
function near(from, fits) {
  for (let el = from, n = 0; el && n < ahead; el = el.nextSibling, n++) if (fits(el)) return el;
  return null;
}

// partner is the old node that a fresh one without an id takes the place of: the same one, else one of its kind. Where what
// stands here comes again later, the fresh one is new.
function partner(at, node) {
  const free = el => !el.id && !gone(el);
  const same = near(at, el => free(el) && el.isEqualNode(node));
  if (same || !at) return same;
  if (near(node.nextSibling, el => el.isEqualNode(at))) return null;
  return near(at, el => free(el) && el.nodeName === node.nodeName);
}

function children(old, fresh, page) {
  const named = new Map([...old.children].filter(el => el.id && !gone(el)).map(el => [el.id, el]));
  const wanted = new Set([...fresh.children].map(el => el.id).filter(Boolean));
  const kept = new Set();
  let at = old.firstChild;
  for (const node of [...fresh.childNodes]) {
    while (at && (gone(at) || (at.id && !wanted.has(at.id)))) at = at.nextSibling;
    const match = node.id ? named.get(node.id) : partner(at, node);
    if (match?.nodeName !== node.nodeName) { kept.add(old.insertBefore(document.importNode(node, true), at)); continue; }
    if (node.id && match !== at) old.insertBefore(match, at); else at = match.nextSibling;
    kept.add(match);
    morph(match, node, page);
  }
  for (const node of [...old.childNodes]) if (!kept.has(node)) leave(node, page);
}

export function morph(old, fresh, page = { left: [] }) {
  if (old.nodeType !== 1) { if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue; return page; }
  if (stays(old) || old.isEqualNode(fresh)) return page;
  attributes(old, fresh);
  children(old, fresh, page);
  return page;
}
