// [data-palette="URL"]: the find box of the top bar. It opens with the files opened last; while one types the server
// answers groups of role="option" links. Arrows walk them, Enter opens the chosen one, Esc closes. Enter before an
// answer has come opens the page of results, as the form does without scripts: never what an older word had found.
// What was typed stays with the page, for whoever comes back to it.
import Combobox from '@github/combobox-nav';
import { say } from './live.js';

const pause = 90;

function attach(box) {
  const form = box.form;
  const list = document.getElementById(box.getAttribute('aria-controls'));
  const nav = new Combobox(box, list, { tabInsertsSuggestions: false });
  let timer, asked;

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    nav.stop();
    list.hidden = true;
    delete form.dataset.open;
  };
  const show = html => {
    list.innerHTML = html;
    list.hidden = false;
    list.removeAttribute('aria-busy');
    list.scrollTop = 0;
    form.dataset.open = '';
    form.style.setProperty('--under', `${Math.round(form.getBoundingClientRect().bottom)}px`);
    const found = list.querySelectorAll('[role="group"] [role="option"]').length;
    nav.firstOptionSelectionMode = box.value.trim() && found ? 'selected' : 'none';
    nav.start();
    say(found ? `${found} found` : list.textContent.trim().replace(/\s+/g, ' '));
  };
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const url = new URL(box.dataset.palette, location.href);
    url.searchParams.set(box.name, box.value.trim());
    try {
      const r = await fetch(url, { headers: { 'HX-Request': 'true' }, signal: asked.signal });
      if (!r.ok) return close(); // signed out, or worse: the form says so
      const html = await r.text();
      if (document.activeElement === box) show(html);
    } catch (err) {
      if (err.name !== 'AbortError') close();
    }
  };

  box.addEventListener('focus', ask);
  box.addEventListener('input', () => {
    nav.stop();
    list.setAttribute('aria-busy', 'true');
    history.replaceState({ ...history.state, find: box.value }, '');
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  });
  box.addEventListener('keydown', e => {
    if (e.key !== 'Escape') return;
    e.preventDefault();
    if (list.hidden) box.blur();
    else close();
  });
  list.addEventListener('mousedown', e => e.preventDefault()); // the box keeps the focus until the click
  form.addEventListener('focusout', e => { if (!form.contains(e.relatedTarget)) close(); });
  form.querySelector('[data-palette-close]')?.addEventListener('click', () => { close(); box.blur(); });
  if (!box.value) box.value = history.state?.find ?? '';
}

document.querySelectorAll('[data-palette]').forEach(attach);
