// The page of a note. What it shows of the saved note (checks, codes, the sign bar) is drawn anew after each save:
// the answer's elements take the place of those with their ids. [data-drop] takes its row out, [data-rise] moves it up,
// [data-put="text"] writes into the section that was written in last, [data-blank="id"] goes to its next ***.
const blank = '***';
let last = null;

document.addEventListener('focusin', e => { if (e.target.matches('textarea.write')) last = e.target; });

function draw(html) {
  const held = document.activeElement?.id;
  const box = document.createElement('template');
  box.innerHTML = html;
  for (const el of [...box.content.children]) {
    const old = document.getElementById(el.id);
    if (old && !old.isEqualNode(el)) old.replaceWith(el);
  }
  if (held && document.activeElement?.id !== held) document.getElementById(held)?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent('htmx:after:swap'));
}

// What was to be added is in the list now: [data-added="name"] is emptied, as it was sent.
document.addEventListener('autosaved', ({ detail }) => {
  document.querySelectorAll('[data-added]').forEach(el => { if (detail.sent.get(el.dataset.added)) el.value = ''; });
  if (detail.html.trim()) draw(detail.html);
});

const changed = el => el.dispatchEvent(new Event('input', { bubbles: true }));

function arrange(row, button) {
  const list = row.parentElement, field = row.querySelector('input');
  if (button.matches('[data-rise]')) row.previousElementSibling?.before(row);
  else row.remove();
  const left = field.isConnected ? field : list.querySelector('input') ?? document.querySelector('[name="version"]');
  changed(left);
}

function put(text) {
  const area = last?.isConnected ? last : document.querySelector('textarea.write');
  if (!area) return;
  area.focus();
  const gap = area.value && !/\s$/.test(area.value.slice(0, area.selectionStart)) ? ' ' : '';
  document.execCommand('insertText', false, gap + text); // the one way that Ctrl+Z undoes
}

function go(area) {
  const at = area?.value.indexOf(blank) ?? -1;
  area?.focus();
  if (at >= 0) area.setSelectionRange(at, at + blank.length);
}

document.addEventListener('click', e => {
  const button = e.target.closest('[data-drop], [data-rise], [data-put], [data-blank]');
  if (!button) return;
  e.preventDefault();
  if (button.dataset.put !== undefined) put(button.dataset.put);
  else if (button.dataset.blank) go(document.getElementById(button.dataset.blank));
  else arrange(button.closest('li, tr'), button);
});
