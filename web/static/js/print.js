// [data-print] prints the page; the link or button behind it also works for those who press Ctrl P.
document.addEventListener('click', e => {
  if (e.target.closest('[data-print]')) window.print();
});
