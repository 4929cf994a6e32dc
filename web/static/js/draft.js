// A draft is a form's unsaved words and the truth about them, which [data-status] says. The server answers a save with
// 2xx and X-Version (the draft's new version), with 409 and the HTML of both texts, shown in [data-conflict], or with 422
// and a sentence. Unsaved text stays in the form and is tried again. What a 2xx carries goes out as the event autosaved.
const soonest = 800, longest = 30000;
const clock = () => new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

export class Draft {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector('[data-status]') ?? document.querySelector('[data-status]');
    this.typed = this.kept = 0; // edits made, edits stored
    this.wait = soonest;
  }
  get dirty() { return this.typed > this.kept; }
  say(text, tone = '') { if (this.status) { this.status.textContent = text; this.status.dataset.tone = tone; } }
  count() {
    const edits = this.form.elements.namedItem('_edit');
    this.typed++;
    if (edits) edits.value = this.typed;
  }
  // save answers after how many milliseconds to try again, or nothing where all is kept.
  async save(hidden) {
    if (!this.dirty || this.busy || this.stopped) return;
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
    return this.dirty && !this.stopped ? this.wait : undefined;
  }
  async answered(r, upTo, sent) {
    if (r.status === 409) return this.conflict(await r.text());
    if (r.type === 'opaqueredirect' || r.status === 401) return this.failed('you were signed out. Sign in in another tab');
    if (r.status === 422) return this.failed((await r.text()).trim() || 'something in it was not accepted');
    if (!r.ok) return this.failed('the server could not take it');
    this.kept = upTo;
    this.wait = soonest;
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
