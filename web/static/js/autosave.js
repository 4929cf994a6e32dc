// <form data-autosave="URL">: what is typed is posted a moment later, and [data-status] says truthfully what is safe.
// The server answers 2xx with X-Version (the draft's new version), 409 with the HTML of both texts, shown in
// [data-conflict]; 422 with a sentence. Unsaved text stays in the form, is tried again, and is warned about on leaving.
// Fields may stand anywhere (form="id"). A hidden "_edit" counts what was typed, so that a late answer is told from a
// newer one; what a 2xx carries goes out as the event autosaved. A button [data-save-now] saves without leaving.
const pause = 800, longest = 30000;
const clock = () => new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

class Autosave {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector('[data-status]') ?? document.querySelector('[data-status]');
    this.typed = this.kept = 0; // edits made, edits stored
    this.wait = pause;
    for (const type of ['input', 'change']) document.addEventListener(type, e => { if (e.target.form === form && !e.target.matches('[data-find]')) this.edited(); });
    form.addEventListener('submit', e => this.sent(e));
    document.addEventListener('submit', e => this.before(e));
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.save(true); });
    addEventListener('online', () => this.save());
    addEventListener('beforeunload', e => { if (this.dirty && !this.leaving) e.preventDefault(); });
  }
  get dirty() { return this.typed > this.kept; }
  say(text, tone = '') { if (this.status) { this.status.textContent = text; this.status.dataset.tone = tone; } }
  sent(e) {
    clearTimeout(this.timer);
    if (!e.submitter?.matches('[data-save-now]') || this.stopped) { this.leaving = true; return; }
    e.preventDefault();
    this.count();
    this.save();
  }
  // before another form of the page takes the person away, what was typed is saved
  async before(e) {
    if (e.target === this.form || e.defaultPrevented || !this.dirty || this.stopped || this.passed === e.target) return;
    e.preventDefault();
    this.passed = e.target;
    await this.save();
    e.target.requestSubmit(e.submitter);
  }
  count() {
    const edits = this.form.elements.namedItem('_edit');
    this.typed++;
    if (edits) edits.value = this.typed;
  }
  edited() {
    this.count();
    if (!this.stopped) { this.say('Not saved yet'); this.later(pause); }
  }
  later(ms) { clearTimeout(this.timer); this.timer = setTimeout(() => this.save(), ms); }
  async save(hidden = false) {
    if (!this.dirty || this.busy || this.stopped || this.leaving) return;
    clearTimeout(this.timer);
    this.busy = true;
    const upTo = this.typed, body = new FormData(this.form);
    try {
      // keepalive lets the last words out while the page goes; browsers limit it to 64 KB
      const r = await fetch(this.form.dataset.autosave, {
        method: 'POST', body: new URLSearchParams(body), keepalive: hidden,
        headers: { 'HX-Request': 'true' }, redirect: 'manual', signal: AbortSignal.timeout(15000),
      });
      await this.answered(r, upTo, body);
    } catch {
      this.failed('the server does not answer');
    } finally {
      this.busy = false;
    }
    if (this.dirty && !this.stopped) this.later(this.wait);
  }
  async answered(r, upTo, sent) {
    if (r.status === 409) return this.conflict(await r.text());
    if (r.type === 'opaqueredirect' || r.status === 401) return this.failed('you were signed out. Sign in in another tab');
    if (r.status === 422) return this.failed((await r.text()).trim() || 'something in it was not accepted');
    if (!r.ok) return this.failed('the server could not take it');
    this.kept = upTo;
    this.wait = pause;
    const version = this.form.elements.namedItem('version');
    if (version && r.headers.get('X-Version')) version.value = r.headers.get('X-Version');
    if (this.dirty) return;
    this.say(`Saved ${clock()}`, 'teal');
    this.form.dispatchEvent(new CustomEvent('autosaved', { detail: { sent, html: await r.text() }, bubbles: true }));
  }
  failed(why) {
    this.wait = Math.min(Math.max(this.wait * 2, 2000), longest);
    this.say(`Not saved: ${why}. Your text is kept here and tried again.`, 'rust');
  }
  conflict(html) {
    this.stopped = true;
    this.say('Not saved: somebody else changed it. Both texts are shown.', 'rust');
    const place = this.form.querySelector('[data-conflict]') ?? document.querySelector('[data-conflict]');
    if (!place) return;
    place.innerHTML = html;
    place.hidden = false;
    place.scrollIntoView({ block: 'nearest' });
  }
}

document.querySelectorAll('form[data-autosave]').forEach(form => new Autosave(form));
