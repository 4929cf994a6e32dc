// htmx fetches the parts of a page that follow a field; here it is for the console, too.
import htmx from 'htmx.org';

window.htmx = htmx;
