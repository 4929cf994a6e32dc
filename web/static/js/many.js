// [data-many] says how many rows are chosen ([data-many-count]).
function count() {
  const n = document.querySelectorAll('.stuck-pick:checked').length;
  document.querySelectorAll('[data-many-count]').forEach(el => { el.textContent = n || ''; });
}
document.addEventListener('change', e => { if (e.target.matches('.stuck-pick')) count(); });
addEventListener('pageshow', count);
document.addEventListener('live:drawn', count);
count();
