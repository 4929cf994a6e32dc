// [data-pop="id"] stands beside that block where there is room, else under or over it; over a list and without scripts it keeps its place by the edge.
function stand(pop) {
  const block = document.getElementById(pop.dataset.pop);
  const scroll = pop.closest('.day-scroll');
  if (!block?.offsetParent || !scroll || matchMedia('(max-width: 48rem)').matches) return;
  const at = block.getBoundingClientRect(), frame = scroll.getBoundingClientRect();
  const gap = 8, width = pop.offsetWidth, height = pop.offsetHeight;
  const right = at.right - frame.left + gap, left = at.left - frame.left - width - gap;
  const under = at.bottom - frame.top + gap, over = at.top - frame.top - height - gap;
  const beside = right + width < frame.width ? right : left >= gap ? left : null;
  const x = beside ?? Math.max(gap, Math.min(at.left - frame.left, frame.width - width - gap));
  const y = Math.max(gap, beside !== null ? Math.min(at.top - frame.top, frame.height - height - gap) : under + height < frame.height ? under : over);
  pop.style.setProperty('inset-inline', `${x + scroll.scrollLeft}px auto`);
  pop.style.setProperty('inset-block', `${y + scroll.scrollTop}px auto`);
  pop.dataset.placed = '';
}

const all = () => document.querySelectorAll('[data-pop]').forEach(pop => {
  document.getElementById(pop.dataset.pop)?.scrollIntoView({ block: 'nearest' });
  stand(pop);
});
all();
document.addEventListener('htmx:after:swap', all);
document.addEventListener('live:drawn', () => document.querySelectorAll('[data-pop]').forEach(stand));
addEventListener('resize', all);
