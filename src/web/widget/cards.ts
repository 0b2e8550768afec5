/** Adaptive Cards in the browser: loaded with the first card, and dressed like the rest of the page. */
import {
  type Action,
  AdaptiveCard,
  ExecuteAction,
  HostConfig,
  OpenUrlAction,
  SubmitAction,
} from 'adaptivecards-browser';

const tone = (name: string) => ({ default: `var(--${name})`, subtle: `var(--${name})` });
const style = {
  backgroundColor: 'transparent',
  foregroundColors: {
    default: { default: 'var(--ink)', subtle: 'var(--soft)' },
    dark: tone('ink'),
    light: tone('soft'),
    accent: tone('accent'),
    good: tone('accent'),
    warning: tone('warn'),
    attention: tone('bad'),
  },
};

const LOOK = new HostConfig({
  fontFamily: 'inherit',
  supportsInteractivity: true,
  fontSizes: { small: 15, default: 17, medium: 18, large: 20, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 650 },
  spacing: { small: 6, default: 10, medium: 14, large: 18, extraLarge: 24, padding: 0 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  containerStyles: { default: style, emphasis: { ...style, backgroundColor: 'var(--tint)' } },
  textBlock: { headingLevel: 2 },
  inputs: {
    label: { requiredInputs: { weight: 'bolder' }, optionalInputs: { weight: 'bolder' }, inputSpacing: 'small' },
  },
  actions: {
    maxActions: 20,
    spacing: 'default',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 8 },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  factSet: { title: { weight: 'default', color: 'default', isSubtle: true }, value: { weight: 'bolder' }, spacing: 12 },
});

/** The renderer writes sizes in pixels and cuts long lines off; people set their own letter size, and ours wrap. */
function loosen(drawn: HTMLElement): void {
  drawn.removeAttribute('tabindex');
  drawn.style.padding = '0';
  for (const { style } of drawn.querySelectorAll<HTMLElement>('[style]')) {
    style.overflow = '';
    style.whiteSpace = '';
    style.lineHeight = '';
    style.overflowWrap = '';
    if (style.fontSize.endsWith('px')) style.fontSize = `${Number.parseFloat(style.fontSize) / 16}rem`;
  }
}

/** The renderer gives the name of a row of boxes to its first box; it is the name of the row. */
function nameSets(drawn: HTMLElement): void {
  for (const set of drawn.querySelectorAll<HTMLElement>('.ac-choiceSetInput-multiSelect')) {
    const first = set.querySelector('input');
    const ids = (first?.getAttribute('aria-labelledby') ?? '').split(' ').filter((id) => id !== '');
    const outside = ids.filter((id) => !set.contains(drawn.querySelector(`[id="${id}"]`)));
    if (first === null || outside.length === 0 || outside.length === ids.length) continue;
    set.setAttribute('role', 'group');
    set.setAttribute('aria-labelledby', outside.join(' '));
    first.setAttribute('aria-labelledby', ids.filter((id) => !outside.includes(id)).join(' '));
  }
}

/**
 * Draws a card into `place`; `submit` hears a button's data together with what was filled in. `markup` turns a text into
 * safe HTML. Throws when there is nothing to draw.
 */
export function drawCard(
  content: object,
  place: HTMLElement,
  submit: (value: object) => void,
  markup: (text: string) => string,
): void {
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markup(text);
    result.didProcess = true;
  };
  const card = new AdaptiveCard();
  card.hostConfig = LOOK;
  card.parse(content);
  card.onExecuteAction = (action: Action) => {
    if (action instanceof OpenUrlAction) {
      if (/^(https?:|mailto:|tel:)/i.test(action.url ?? '')) window.open(action.url, '_blank', 'noopener,noreferrer');
    } else if (action instanceof SubmitAction || action instanceof ExecuteAction) {
      const data: unknown = action.data;
      submit(typeof data === 'object' && data !== null ? data : {});
    }
  };
  const drawn = card.render();
  if (drawn === undefined) throw new Error('the card cannot be drawn');
  loosen(drawn);
  nameSets(drawn);
  const { lang, rtl } = content as { lang?: string; rtl?: boolean };
  if (lang !== undefined) place.lang = lang;
  if (rtl !== undefined) place.dir = rtl ? 'rtl' : 'ltr';
  place.replaceChildren(drawn);
}
