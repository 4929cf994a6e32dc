// [data-theme-set="dark|light|"]: the choice is kept in a cookie, so the server draws the next page right from the start.
const root = document.documentElement;

function mark() {
  const now = root.dataset.theme ?? '';
  document.querySelectorAll('[data-theme-set]').forEach(b => b.setAttribute('aria-pressed', String(b.dataset.themeSet === now)));
}

document.addEventListener('click', e => {
  const button = e.target.closest('[data-theme-set]');
  if (!button) return;
  const theme = button.dataset.themeSet;
  if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
  document.cookie = `theme=${theme}; Path=/; SameSite=Lax; Max-Age=${theme ? 31536000 : 0}`;
  mark();
});
mark();
