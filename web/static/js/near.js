// A row of a list that leaves after its form was sent hands the focus to what is near: itself if it is still there, then the
// next row, then the one before. A drawer's form counts for the row that opened it.
const kept = 'list.near';
const rows = () => [...document.querySelectorAll('[data-list] [data-row][id]')];

document.addEventListener('submit', e => {
  const row = e.target.closest('[data-row]') ?? document.getElementById(e.target.closest('dialog')?.dataset.from || '-') ??
    document.querySelector('[data-row][data-current]');
  const all = rows().map(r => r.id);
  const at = all.indexOf(row?.id);
  if (at < 0) return;
  sessionStorage.setItem(kept, JSON.stringify({ path: location.pathname, ids: [...all.slice(at), ...all.slice(0, at).reverse()] }));
});

function start() {
  const was = JSON.parse(sessionStorage.getItem(kept) ?? 'null');
  sessionStorage.removeItem(kept);
  if (was?.path !== location.pathname || document.activeElement !== document.body) return;
  const row = was.ids.map(id => document.getElementById(id)).find(Boolean);
  if (!row) return;
  row.dataset.current = '';
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
}
start();
