/** The page's own words, and the language of the page, which follows the conversation. */
import { directionOf } from '../languages.ts';
import type { Boot } from '../page.ts';

/** An element of the page; throws when the server did not write it. */
export const byId = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no ${id}`);
  return element;
};

export const boot: Boot = JSON.parse(byId('boot').textContent ?? '');
let { words, language } = boot;
/** The language that the page is in; `language` is where it goes, once the words are there. */
let shown = language;

/** A word of the page in its language of now. */
export const say = (key: string): string => words[key] ?? '';
export const spoken = (): string => language;

/** What is left to ask, in words. */
export const sayLeft = (remaining: number): string =>
  remaining > 0 ? say('left').replace('#', String(remaining)) : say('almost');

/** Turns the page to the language of a message, where the page speaks it: words, commands and direction. */
export async function follow(locale: string | undefined): Promise<void> {
  const next = locale?.split('-')[0] ?? '';
  const at = boot.wordsAt[next];
  if (next === language || at === undefined) return;
  language = next as Boot['language'];
  let fetched: Boot['words'];
  try {
    const response = await fetch(at);
    if (!response.ok) throw new Error(String(response.status));
    fetched = await response.json();
  } catch {
    // The old words still work, and the next message in this language tries again.
    if (language === next) language = shown;
    return;
  }
  if (language !== next) return;
  words = fetched;
  shown = language;
  document.documentElement.lang = next;
  document.documentElement.dir = directionOf(next);
  document.title = say('title');
  const each = (attribute: string, change: (element: HTMLElement, key: string) => void) => {
    for (const element of document.querySelectorAll<HTMLElement>(`[data-${attribute}]`))
      change(element, element.getAttribute(`data-${attribute}`) ?? '');
  };
  each('say', (element, key) => {
    element.textContent = say(key);
  });
  each('label', (element, key) => element.setAttribute('aria-label', say(key)));
  each('hint', (element, key) => element.setAttribute('placeholder', say(key)));
  each('command', (element, key) => {
    element.textContent = say(`command.${key}`);
    (element as HTMLButtonElement).value = say(`say.${key}`);
  });
  const speakers = { me: 'you', bot: 'bot', other: 'counsellor' };
  for (const [look, speaker] of Object.entries(speakers))
    for (const who of document.querySelectorAll(`#log > ul > .${look} > span`)) who.textContent = `${say(speaker)} `;
  for (const button of document.querySelectorAll('nav [lang]')) {
    if (button.getAttribute('lang') === next) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
  const left = document.getElementById('left');
  if (left !== null) left.textContent = sayLeft(Number(byId('progress').dataset.remaining ?? 0));
}
