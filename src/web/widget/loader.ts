/**
 * For other sites: one script tag gives a button, and the button opens our page in a frame. Everything is styled through
 * the elements themselves, so that it works under a strict policy of that site; nothing of the conversation is within
 * its reach. Settings: data-lang, data-label, data-invite.
 */
declare const LABELS: { readonly [language: string]: { readonly open: string; readonly close: string } };

const script = document.currentScript as HTMLScriptElement | null;
if (script !== null) {
  const origin = new URL(script.src).origin;
  const wanted = script.dataset.lang ?? document.documentElement.lang.split('-')[0] ?? '';
  const fallback = { open: 'Wegwijzer', close: 'Wegwijzer' };
  const labels = LABELS[wanted] ?? LABELS.nl ?? fallback;
  const label = script.dataset.label ?? labels.open;

  const button = document.createElement('button');
  button.type = 'button';
  button.lang = LABELS[wanted] === undefined ? 'nl' : wanted;
  button.textContent = label;
  button.setAttribute('aria-expanded', 'false');
  Object.assign(button.style, {
    position: 'fixed',
    insetBlockEnd: '16px',
    insetInlineEnd: '16px',
    zIndex: '2147483001',
    maxWidth: 'calc(100vw - 32px)',
    minHeight: '48px',
    padding: '10px 20px',
    border: '2px solid #fff',
    borderRadius: '28px',
    background: '#0b5f58',
    color: '#fff',
    font: '600 16px/1.3 system-ui, sans-serif',
    boxShadow: '0 4px 16px rgba(0,0,0,.25)',
    cursor: 'pointer',
  });

  let frame: HTMLIFrameElement | undefined;
  const build = (): HTMLIFrameElement => {
    const query = new URLSearchParams({ embed: '1' });
    if (wanted !== '') query.set('lang', wanted);
    const { invite } = script.dataset;
    if (invite !== undefined) query.set('invite', invite);
    const made = document.createElement('iframe');
    made.title = 'Wegwijzer';
    made.src = `${origin}/?${query}`;
    made.referrerPolicy = 'origin';
    Object.assign(made.style, {
      position: 'fixed',
      insetBlockEnd: '80px',
      insetInlineEnd: '8px',
      zIndex: '2147483000',
      width: 'min(420px, calc(100vw - 16px))',
      height: 'min(680px, calc(100dvh - 96px))',
      border: '1px solid #d9d3c7',
      borderRadius: '16px',
      background: '#f7f4ee',
      boxShadow: '0 8px 32px rgba(0,0,0,.25)',
    });
    document.body.append(made);
    return made;
  };
  const show = (open: boolean) => {
    frame ??= build();
    frame.style.display = open ? 'block' : 'none';
    button.setAttribute('aria-expanded', String(open));
    button.textContent = open ? labels.close : label;
    if (open) frame.focus();
    else button.focus();
  };
  button.addEventListener('click', () => show(button.getAttribute('aria-expanded') !== 'true'));
  addEventListener('message', (event) => {
    if (event.origin === origin && event.source === frame?.contentWindow && event.data === 'wegwijzer:close')
      show(false);
  });
  const start = () => document.body.append(button);
  if (document.body === null) addEventListener('DOMContentLoaded', start);
  else start();
}
