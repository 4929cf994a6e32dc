// How a test finds what a person would: by the words on it.
var words = s => (s ?? '').replace(/\s+/g, ' ').trim();
var byIds = ids => (ids ?? '').split(' ').map(id => words(document.getElementById(id)?.textContent)).join(' ').trim();

var heard = el => {
  const copy = el.cloneNode(true);
  copy.querySelectorAll('[aria-hidden="true"], kbd, svg, small, .count').forEach(x => x.remove());
  return words(copy.textContent);
};

var nameOf = el => words(el.getAttribute('aria-label')) || byIds(el.getAttribute('aria-labelledby')) ||
  (el.labels?.length ? heard(el.labels[0]) : heard(el));

var controls = 'a[href], button, summary, input:not([type="hidden"]), select, textarea, [role="option"], [role="button"]';

var usable = el => el.checkVisibility({ visibilityProperty: true }) && el.getBoundingClientRect().width > 0;

// pick prefers what stands in an open dialog or popover, then the exact name, then one that begins with or holds it.
var pick = name => {
  if (name.startsWith('css:')) return document.querySelector(name.slice(4));
  const inside = document.querySelector('dialog[open]') ?? document;
  const all = [...inside.querySelectorAll(controls)].filter(usable);
  return all.find(el => nameOf(el) === name) ?? all.find(el => nameOf(el).startsWith(name)) ??
    all.find(el => nameOf(el).includes(name)) ?? null;
};

var kindOf = el => {
  if (el.tagName === 'SELECT') return 'select';
  if (el.tagName === 'INPUT' && /^(date|time|checkbox|radio|range|color|month)$/.test(el.type)) return el.type;
  return 'text';
};

// at scrolls a thing into view and says where to press, or what covers it.
var at = el => {
  el.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
  const target = el.type === 'radio' || el.type === 'checkbox' ? el.closest('label') ?? el : el;
  const r = (target.getClientRects()[0] ?? target.getBoundingClientRect());
  const x = r.left + Math.min(r.width / 2, 60), y = r.top + Math.min(r.height / 2, 40);
  const top = document.elementFromPoint(x, y);
  const hit = top && (target.contains(top) || top.contains(target) || top.closest('label')?.control === el);
  if (!hit) return { Not: `it is covered by ${top?.outerHTML.slice(0, 120) ?? 'nothing: it is outside the window'}` };
  return { X: x, Y: y, Kind: kindOf(el), Not: '' };
};

var locate = name => {
  const el = pick(name);
  if (!el) return { Not: 'there is no such control' };
  if (el.disabled) return { Not: 'it is disabled' };
  return at(el);
};

var choose = (legend, answer) => {
  const group = [...document.querySelectorAll('fieldset')].find(f => words(f.querySelector('legend')?.textContent).startsWith(legend));
  if (!group) return { Not: 'there is no such group' };
  const label = [...group.querySelectorAll('label')].find(l => words(l.textContent).startsWith(answer));
  return label ? at(label) : { Not: 'the group has no such answer' };
};

var set = (name, value) => {
  const el = pick(name);
  if (kindOf(el) === 'select') {
    const option = [...el.options].find(o => words(o.text) === value || o.value === value) ?? [...el.options].find(o => words(o.text).startsWith(value));
    if (!option) return `no option ${value} among ${[...el.options].map(o => words(o.text)).join(', ')}`;
    el.value = option.value;
  } else if (el.type === 'checkbox' || el.type === 'radio') el.checked = value !== '';
  else el.value = value;
  el.dispatchEvent(new Event('input', { bubbles: true }));
  el.dispatchEvent(new Event('change', { bubbles: true }));
  return '';
};

var id = name => (pick(name).id ||= `found-${Math.random().toString(36).slice(2)}`);
var textOf = css => words(document.querySelector(css)?.innerText);
var valueOf = name => { const el = pick(name); return el?.type === 'checkbox' ? (el.checked ? 'on' : '') : el?.value ?? ''; };
