// [data-dialog="id"] opens that <dialog>; it closes natively (form method=dialog, Esc) or by [data-close].
// A <details data-menu> closes when the person looks elsewhere.
document.addEventListener('click', e => {
  const opener = e.target.closest('[data-dialog]');
  if (opener) {
    e.preventDefault();
    document.getElementById(opener.dataset.dialog)?.showModal();
  }
  e.target.closest('[data-close]')?.closest('dialog')?.close();
  if (e.target.nodeName === 'DIALOG') e.target.close();
  document.querySelectorAll('details[data-menu][open]').forEach(menu => { if (!menu.contains(e.target)) menu.open = false; });
});
document.addEventListener('keydown', e => {
  const menu = e.key === 'Escape' && document.querySelector('details[data-menu][open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});
