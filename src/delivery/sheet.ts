/**
 * What a desk has to know, in reading order and in words, before it becomes HTML or text:
 * who, what they want, what is certain, what is open, what is asked. The desk reads Dutch.
 */
import type { FactKey } from '../domain/facts.ts';
import { questionsOf } from '../domain/questions.ts';
import { AUTHORS, type Author, ISBAR, type Language, type Referral, type TwoTongues } from '../domain/referral.ts';
import type { DeskRole } from './desks.ts';
import { plainLine } from './plain.ts';

/** Offers in the letter; more would not be read. */
const MOST_OFFERS = 4;

/** The words of locales/. `t` throws for a key that has none; `has` tells. */
export interface LetterWords {
  t(language: Language, key: string, params?: { readonly [name: string]: string | number }): string;
  has(language: Language, key: string): boolean;
  dir(language: Language): 'ltr' | 'rtl';
  languageName(language: Language, named: Language): string;
  /** A day of the calendar, `YYYY-MM-DD`, as the language writes it. */
  value(language: Language, value: { readonly day: string }): string;
}

interface SheetLine {
  readonly id: string;
  readonly text: TwoTongues;
  readonly source: string;
  readonly open: boolean;
}

export interface Sheet {
  readonly reference: string;
  readonly title: string;
  readonly sentOn: string;
  readonly client: Language;
  readonly clientDir: 'ltr' | 'rtl';
  readonly clientLanguageName: string;
  /** Label and value; `typed` values are a person's own and may run in any direction. */
  readonly head: readonly { readonly label: string; readonly value: string; readonly typed: boolean }[];
  readonly asked: string;
  readonly answer: { readonly label: string; readonly what: string; readonly url: string } | undefined;
  readonly sections: readonly { readonly name: TwoTongues; readonly lines: readonly SheetLine[] }[];
  readonly openQuestions: readonly { readonly id: string; readonly text: TwoTongues }[];
  readonly shortSteps: readonly { readonly id: string; readonly text: TwoTongues }[];
  readonly longSteps: readonly { readonly id: string; readonly text: TwoTongues }[];
  readonly wouldChange: readonly { readonly id: string; readonly text: TwoTongues }[];
  readonly ocmwNote: TwoTongues | null;
  readonly criteria: readonly {
    readonly id: string;
    readonly outcome: 'met' | 'not-met' | 'review';
    readonly outcomeText: string;
    readonly reason: string;
    readonly source: string;
  }[];
  readonly documents: readonly {
    readonly id: string;
    readonly name: string;
    readonly need: string;
    readonly status: string;
    readonly note: string | undefined;
  }[];
  readonly offers: readonly string[];
  readonly notes: readonly string[];
  label(key: string): string;
  /** The same label in the client's language; empty where that language has no words for it. */
  clientLabel(key: string): string;
}

const DESK_LANGUAGE: Language = 'nl';

/**
 * @param attachment name of the file that comes along; undefined where none does, as on a page
 * @param answerUrl where the desk answers; undefined on the page that is that place
 */
export function makeSheet(
  referral: Referral,
  role: DeskRole,
  words: LetterWords,
  attachment: string | undefined,
  answerUrl?: string,
): Sheet {
  const { client, assessment, summary } = referral;
  const language = client.languages.conversation;
  const label = (key: string, params?: { readonly [name: string]: string }) =>
    words.t(DESK_LANGUAGE, `mail:${key}`, params);
  const clientLabel = (key: string) => (words.has(language, `mail:${key}`) ? words.t(language, `mail:${key}`) : '');
  // A code without words must not keep a referral from its desk: the code itself is shown.
  const say = (key: string, code: string) => (words.has(DESK_LANGUAGE, key) ? words.t(DESK_LANGUAGE, key) : code);
  const both = ({ nl, client: own }: TwoTongues): TwoTongues => ({ nl: plainLine(nl), client: plainLine(own) });
  const bothAll = <T extends { readonly id: string; readonly text: TwoTongues }>(items: readonly T[]) =>
    items.map(({ id, text }) => ({ id, text: both(text) }));
  const { perspective, route } = assessment;
  const lastChecked = lastCheckedOn(referral);

  return {
    reference: referral.reference,
    title: label('title', { reference: referral.reference }),
    sentOn: label('sent-on', { date: formatDay(referral.createdAt) }),
    client: language,
    clientDir: words.dir(language),
    clientLanguageName: words.languageName(DESK_LANGUAGE, language),
    head: [
      {
        label: label('who'),
        value: client.name === null ? label('name.none') : plainLine(client.name, 120),
        typed: client.name !== null,
      },
      ...reachOf(referral, label),
      {
        label: label('perspective'),
        value: say(`verdicts:perspective.${perspective.outcome}.${perspective.reason}`, perspective.outcome),
        typed: false,
      },
      { label: label('advice'), value: say(`verdicts:route.${route.reason}.desk`, route.reason), typed: false },
    ],
    asked: [label(`asked.${role}`), ...(summary.openQuestions.length > 0 ? [label('asked.open')] : [])].join(' '),
    answer: answerUrl === undefined ? undefined : { ...answerWords(words), url: answerUrl },
    sections: ISBAR.map((section) => ({
      name: { nl: label(`section.${section}`), client: clientLabel(`section.${section}`) },
      lines: summary.lines
        .filter((line) => line.section === section)
        .map(({ id, text, source, open }) => ({ id, text: both(text), source: sayAuthor(source, label), open })),
    })).filter(({ lines }) => lines.length > 0),
    openQuestions: bothAll(summary.openQuestions),
    shortSteps: bothAll(summary.steps.filter(({ term }) => term === 'short')),
    longSteps: bothAll(summary.steps.filter(({ term }) => term === 'long')),
    wouldChange: bothAll(summary.wouldChange ?? []),
    ocmwNote:
      summary.ocmwNote === null
        ? null
        : { nl: plainLine(summary.ocmwNote.nl, 1200), client: plainLine(summary.ocmwNote.client, 1200) },
    criteria: assessment.criteria.map(({ id, outcome, reason, source }) => {
      const why = say(`verdicts:reason.${id}.${reason}.desk`, `${id}: ${reason}`);
      const ref = why.includes(source.ref) ? '' : source.ref;
      const checked = source.checkedOn === lastChecked ? '' : label('checked', { day: source.checkedOn });
      return {
        id,
        outcome,
        outcomeText: say(`verdicts:outcome.${outcome}`, outcome),
        reason: why,
        source: [ref, checked].filter((part) => part !== '').join(', '),
      };
    }),
    documents: assessment.documents.map(({ id, need, status, wayRound }) => ({
      id,
      name: say(`documents:${id}.name`, id),
      need: label(`need.${need}`),
      status: label(`document.${status}`),
      note:
        wayRound === null ? undefined : label('way-round', { text: say(`documents:wayRound.${wayRound}`, wayRound) }),
    })),
    offers: offersOf(referral, say, label),
    notes: notesOf(referral, label, say, attachment),
    label: (key) => label(key),
    clientLabel,
  };
}

function answerWords(words: LetterWords) {
  const say = (key: string) => words.t(DESK_LANGUAGE, `news-desk:${key}`);
  return { label: say('answer-here'), what: say('answer-what') };
}

/** Fewest questions first, and what must be checked said once for all that share it; how many more there are. */
function offersOf({ assessment }: Referral, say: (key: string, code: string) => string, label: Label): string[] {
  const shown = assessment.offers.slice(0, MOST_OFFERS); // the rest stands in the attachment
  const more = assessment.offers.length - shown.length;
  const lines = [...new Set(shown.map(({ reason }) => reason))].map((reason) => {
    const names = shown.filter((offer) => offer.reason === reason).map(({ id }) => say(`offers:${id}.name`, id));
    return `${names.join('; ')}. ${say(`offers:reason.${reason}`, reason)}`;
  });
  return more > 0 ? [...lines, label('offers.more', { number: String(more) })] : lines;
}

type Label = (key: string, params?: { readonly [name: string]: string }) => string;

function reachOf({ client }: Referral, label: Label) {
  const { email, phone, other } = client.reach ?? {};
  const ways = [
    email === undefined ? [] : [label('reach.email', { value: plainLine(email, 254) })],
    phone === undefined ? [] : [label('reach.phone', { value: plainLine(phone, 60) })],
    other === undefined ? [] : [label('reach.other', { value: plainLine(other, 200) })],
  ].flat();
  return [{ label: label('reach'), value: ways.join(', ') || label('reach.none'), typed: ways.length > 0 }];
}

function notesOf(
  referral: Referral,
  label: Label,
  say: (key: string, code: string) => string,
  file: string | undefined,
): string[] {
  const { client, leftOut, referrer } = referral;
  const notes: string[] = [];
  if (client.interpreter) notes.push(label('interpreter'));
  if (referrer !== null) {
    const [name, organisation] = [plainLine(referrer.name, 120), plainLine(referrer.organisation, 120)];
    notes.push(
      referrer.returnTo === null
        ? label('referrer.no-return', { name, organisation })
        : label('referrer', { name, organisation, returnTo: plainLine(referrer.returnTo, 254) }),
    );
  }
  if (leftOut.length > 0) {
    const named = leftOut.map((key) => {
      const [question = key] = questionsOf([key as FactKey]);
      return say(`questions:${question}.short`, plainLine(key, 60));
    });
    notes.push(label('left-out', { what: [...new Set(named)].join(', ') }));
  }
  if (file !== undefined) notes.push(label('attachment', { file }));
  notes.push(label('rules', { rules: referral.rules, day: lastCheckedOn(referral) }));
  return notes;
}

/** Said once for all criteria; one that was checked on another day says so itself. */
function lastCheckedOn({ assessment }: Referral): string {
  return (
    assessment.criteria
      .map(({ source }) => source.checkedOn)
      .sort()
      .at(-1) ?? assessment.rules
  );
}

/** `client`, `counsellor, rule E3; S1 §8.2.1` ... in words; anything else as it is. */
function sayAuthor(source: string, label: Label): string {
  const [, told = '', rule] = /^(?:(.+?), )?rule (.+)$/.exec(source) ?? [undefined, source];
  // A line may hold what the client told, what the counsellor told and what a rule makes of it.
  const authors = told
    .split(', ')
    .filter((author) => author !== '')
    .map((author) => (isAuthor(author) ? label(`source.${author}`) : plainLine(author, 60)));
  return [...authors, ...(rule === undefined ? [] : [label('source.rule', { rule: plainLine(rule, 80) })])].join(', ');
}

function isAuthor(source: string): source is Author {
  return AUTHORS.some((author) => author === source);
}

function formatDay(instant: string): string {
  const format = new Intl.DateTimeFormat('nl-BE', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Brussels',
  });
  return format.format(new Date(instant));
}
