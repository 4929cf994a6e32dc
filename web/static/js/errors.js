// A page that comes back with errors starts at the first bad field; a summary's link goes into the field, not beside it.
const first = document.querySelector('.main [aria-invalid="true"], .phone [aria-invalid="true"], .door [aria-invalid="true"]');
if (first) {
  first.focus();
  first.scrollIntoView({ block: 'center' });
}

document.addEventListener('click', e => {
  const link = e.target.closest('.summary a[href^="#"]');
  const field = link && document.getElementById(link.getAttribute('href').slice(1));
  if (!field) return;
  e.preventDefault();
  (field.matches('input, select, textarea') ? field : field.querySelector('input, select, textarea'))?.focus();
});
