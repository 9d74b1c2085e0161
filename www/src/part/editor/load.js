// The editor is a file of its own beside the page, fetched when it is first wanted.
export const load = () => import(new URL('editor.js', document.baseURI).href);
