// [data-find="URL"]: find as you type. The server answers with role="option" links or buttons; arrows walk them, Enter
// presses. An option with data-value fills the field named by data-pick instead (id of a hidden input).
// Without scripts the same box is a form that opens the page of results.
import Combobox from '@github/combobox-nav';
import { say } from './live.js';

const pause = 120;

function pick(box, option) {
  const field = document.getElementById(box.dataset.pick);
  if (!field || option.dataset.value === undefined) return false;
  field.value = option.dataset.value;
  box.value = option.dataset.text ?? option.textContent.trim();
  field.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
}

function attach(box) {
  const list = document.getElementById(box.getAttribute('aria-controls'));
  if (!list || box.dataset.attached) return;
  box.dataset.attached = 'yes';
  const nav = new Combobox(box, list, { tabInsertsSuggestions: false });
  let timer, asked;

  const close = () => { if (list.hidden) return; list.hidden = true; nav.stop(); box.setAttribute('aria-expanded', 'false'); };
  const show = html => {
    list.innerHTML = html;
    const found = list.querySelectorAll('[role="option"]').length;
    list.hidden = !list.childElementCount;
    box.setAttribute('aria-expanded', String(found > 0));
    nav.stop();
    if (found) nav.start();
    say(found ? `${found} found` : 'Nobody found');
  };
  const ask = async () => {
    asked?.abort();
    const q = box.value.trim();
    if (!q) return close();
    asked = new AbortController();
    try {
      const url = new URL(box.dataset.find, location.href);
      url.searchParams.set(box.name, q);
      const r = await fetch(url, { headers: { 'HX-Request': 'true' }, signal: asked.signal });
      if (r.ok) show(await r.text());
    } catch (err) {
      if (err.name !== 'AbortError') close(); // the form still finds, by Enter
    }
  };
  box.addEventListener('input', () => { const picked = document.getElementById(box.dataset.pick); if (picked) picked.value = ''; });
  box.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, pause); });
  box.addEventListener('keydown', e => { if (e.key === 'Escape') { if (list.hidden) box.blur(); else close(); } });
  box.addEventListener('focus', () => { if (list.childElementCount && box.value.trim()) { list.hidden = false; nav.start(); } });
  list.addEventListener('combobox-commit', e => { if (pick(box, e.target)) close(); });
  document.addEventListener('click', e => { if (!box.contains(e.target) && !list.contains(e.target)) close(); });
}

const all = () => document.querySelectorAll('[data-find]').forEach(attach);
all();
for (const drawn of ['htmx:after:swap', 'live:drawn']) document.addEventListener(drawn, all);
