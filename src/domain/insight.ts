/**
 * The indicators that the system can truly know (domain.md, section 10), by the quarter of the referral: inflow and
 * profile, days from arrival and to the desk's first answer, the share outside the criteria, feedback to who forwarded,
 * and where people stop. Work found, courses begun and the like happen elsewhere and are not here.
 *
 * A quarter that still changes is told in steps of five. One that is over is told once and for all: what came in at its
 * end, what became of it FOLLOWED_DAYS later, for each referral as it stood that many days after it was sent.
 */
import { ELIGIBILITIES, type Eligibility, PERSPECTIVES, type PerspectiveOutcome } from './assessment.ts';
import { type IsoDate, PLACES, type Place } from './facts.ts';
import { LANGUAGES, type Language } from './referral.ts';
import {
  aloneIn,
  type Counts,
  divide,
  divideInSteps,
  type Group,
  LEAST,
  type Spread,
  spreadOf,
  stepOf,
  sumOf,
} from './suppression.ts';

/** How long after a referral it is looked at what became of it. */
export const FOLLOWED_DAYS = 60;
/** The project's margin for people outside the criteria: of all its participants, never of one person (S1, chapter 2). */
export const MARGIN = { share: 0.2, source: 'S1 ch. 2' } as const;

const ANSWERS = ['accept', 'ask-more', 'decline', 'advise', 'close'] as const;
export type AnswerKind = (typeof ANSWERS)[number];
export const isAnswer = (event: string): event is AnswerKind => (ANSWERS as readonly string[]).includes(event);
const CHANNELS = ['directline', 'msteams'] as const;
const OTHER = 'other';
const UNKNOWN = 'unknown';

/** One referral, as far as it is counted. */
export interface Case {
  /** The day it was sent, in Belgium. */
  readonly on: IsoDate;
  readonly region: Place | null;
  readonly language: Language;
  readonly perspective: PerspectiveOutcome;
  readonly channel: string;
  readonly eligibility: Eligibility;
  readonly forwarded: boolean;
  readonly daysFromArrival: number | null;
  /** The desk's first answer; reading alone is none. Days on the calendar since it was sent. */
  readonly answer: { readonly kind: AnswerKind; readonly days: number } | null;
  /** Who had been reminded of the silence before that answer. */
  readonly reminded: 'nobody' | 'desk' | 'counsellor';
  readonly withdrawnAfterDays: number | null;
  /** When an answer was first mailed to the counsellor who forwarded. */
  readonly toldAfterDays: number | null;
}

/** Conversations that stood still at a question. */
export interface StoppedAt {
  /** `YYYY-MM` */
  readonly month: string;
  readonly language: string;
  readonly question: string;
  readonly count: number;
}

/** People divided; `total` is undefined where even all of them are too few to be told. */
export interface Division {
  readonly total: number | undefined;
  readonly groups: readonly Group[];
  /** Counts are in steps: at least so many. */
  readonly inSteps: boolean;
}

export const INFLOW = ['month', 'region', 'language', 'perspective', 'channel', 'way', 'eligibility'] as const;

export interface Quarter {
  /** `2026-Q4` */
  readonly id: string;
  readonly from: IsoDate;
  /** The last day of it. */
  readonly to: IsoDate;
  readonly inflow: { readonly [dimension in (typeof INFLOW)[number]]: Division };
  readonly daysFromArrival: Spread | undefined;
  readonly followUp: {
    /** answered, withdrawn, no-answer */
    readonly standing: Division;
    /** Of those answered: how. */
    readonly answers: Division;
    /** Of those answered: who had to be reminded first. */
    readonly reminded: Division;
    readonly daysToAnswer: Spread | undefined;
    /** Of those that were forwarded: whether the counsellor had an answer. */
    readonly feedback: Division;
    readonly daysToFeedback: Spread | undefined;
  };
  readonly stopped: { readonly question: Division; readonly language: Division };
}

/**
 * @param questions ids in the order in which they are asked
 * @returns the quarters in which anything happened, the latest first
 */
export function describeInflow(
  cases: readonly Case[],
  stopped: readonly StoppedAt[],
  questions: readonly string[],
  today: IsoDate,
): readonly Quarter[] {
  const ids = new Set([...cases.map(({ on }) => quarterOf(on)), ...stopped.map(({ month }) => quarterOf(month))]);
  return [...ids]
    .toSorted()
    .toReversed()
    .map((id) =>
      describeQuarter(
        id,
        cases.filter(({ on }) => quarterOf(on) === id),
        stopped.filter(({ month }) => quarterOf(month) === id),
        questions,
        today,
      ),
    );
}

/** The first day of the quarter that lies `back` quarters before today's. */
export function quarterStart(today: IsoDate, back: number): IsoDate {
  const [first] = monthsOf(quarterOf(today));
  return new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5)) - 1 - 3 * back, 1))
    .toISOString()
    .slice(0, 10);
}

function describeQuarter(
  id: string,
  cases: readonly Case[],
  stopped: readonly StoppedAt[],
  questions: readonly string[],
  today: IsoDate,
): Quarter {
  const months = monthsOf(id);
  const to = lastDay(months[2]);
  const isOver = today > to;
  const isFollowed = today > plusDays(to, FOLLOWED_DAYS);
  const inflow = (classes: readonly string[], classOf: (one: Case) => string) =>
    tell(countBy(cases, classes, classOf), isOver);

  const standing = tell(countBy(cases, ['answered', 'withdrawn', 'no-answer'], standingOf), isFollowed);
  const answered = cases.filter((one) => standingOf(one) === 'answered');
  // Those answered are divided again only where they are told as a group of their own.
  const within = (counts: Counts): Division =>
    aloneIn(standing.groups, 'answered') === undefined ? NOTHING : tell(counts, isFollowed);
  const feedback = describeFeedback(cases, isFollowed);
  const mayTime = !isFollowed || aloneIn(standing.groups, 'answered') !== undefined;

  const stops = (classes: readonly string[], classOf: (one: StoppedAt) => string) =>
    tell(
      countBy(stopped, classes, classOf, ({ count }) => count),
      isFollowed,
    );
  return {
    id,
    from: `${months[0]}-01`,
    to,
    inflow: {
      month: inflow(months, ({ on }) => on.slice(0, 7)),
      region: inflow([...PLACES, UNKNOWN], ({ region }) => region ?? UNKNOWN),
      language: inflow(LANGUAGES, ({ language }) => language),
      perspective: inflow(PERSPECTIVES, ({ perspective }) => perspective),
      channel: inflow([...CHANNELS, OTHER], ({ channel }) =>
        (CHANNELS as readonly string[]).includes(channel) ? channel : OTHER,
      ),
      way: inflow(['alone', 'forwarded'], ({ forwarded }) => (forwarded ? 'forwarded' : 'alone')),
      eligibility: inflow(ELIGIBILITIES, ({ eligibility }) => eligibility),
    },
    daysFromArrival: spreadOf(cases.flatMap(({ daysFromArrival }) => daysFromArrival ?? [])),
    followUp: {
      standing,
      answers: within(countBy(answered, ANSWERS, ({ answer }) => answer?.kind ?? OTHER)),
      reminded: within(countBy(answered, ['nobody', 'desk', 'counsellor'], ({ reminded }) => reminded)),
      daysToAnswer: mayTime ? spreadOf(answered.flatMap(({ answer }) => answer?.days ?? [])) : undefined,
      feedback,
      daysToFeedback:
        feedback.total === undefined
          ? undefined
          : spreadOf(cases.filter(isTold).flatMap(({ toldAfterDays }) => toldAfterDays ?? [])),
    },
    stopped: {
      question: stops([...questions, OTHER], ({ question }) => (questions.includes(question) ? question : OTHER)),
      language: stops([...LANGUAGES, OTHER], ({ language }) =>
        (LANGUAGES as readonly string[]).includes(language) ? language : OTHER,
      ),
    },
  };
}

const NOTHING: Division = { total: undefined, groups: [], inSteps: false };

function tell(counts: Counts, isFinal: boolean): Division {
  const total = sumOf(counts);
  if (!isFinal) {
    const step = stepOf(total);
    return step === 0 ? { ...NOTHING, inSteps: true } : { total: step, groups: divideInSteps(counts), inSteps: true };
  }
  const groups = divide(counts);
  return groups === undefined ? NOTHING : { total, groups, inSteps: false };
}

/**
 * Who was told lies within who was forwarded and who was answered, and both of these are told elsewhere: it is told only
 * where every group that the three leave, one taken from another, is large enough or empty.
 */
function describeFeedback(cases: readonly Case[], isFinal: boolean): Division {
  const forwarded = cases.filter((one) => one.forwarded);
  const counts = countBy(forwarded, ['told', 'not-told'], (one) => (isTold(one) ? 'told' : 'not-told'));
  if (!isFinal) return tell(counts, false);
  const left = countBy(cases, [], (one) => [one.forwarded, standingOf(one), isTold(one)].join());
  const allFine = Object.values(left).every((count) => count >= LEAST);
  return allFine ? tell(counts, true) : NOTHING;
}

function standingOf({ answer, withdrawnAfterDays }: Case): 'answered' | 'withdrawn' | 'no-answer' {
  if (answer !== null && answer.days <= FOLLOWED_DAYS) return 'answered';
  return withdrawnAfterDays !== null && withdrawnAfterDays <= FOLLOWED_DAYS ? 'withdrawn' : 'no-answer';
}

const isTold = ({ forwarded, toldAfterDays }: Case): boolean =>
  forwarded && toldAfterDays !== null && toldAfterDays <= FOLLOWED_DAYS;

function countBy<T>(
  all: readonly T[],
  classes: readonly string[],
  classOf: (one: T) => string,
  weight: (one: T) => number = () => 1,
): Counts {
  const counts: { [code: string]: number } = Object.fromEntries(classes.map((code) => [code, 0]));
  for (const one of all) counts[classOf(one)] = (counts[classOf(one)] ?? 0) + weight(one);
  return counts;
}

/** `2026-Q4` of a day or a month of it. */
const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

function monthsOf(quarter: string): readonly [string, string, string] {
  const first = (Number(quarter.slice(6)) - 1) * 3 + 1;
  const month = (add: number) => `${quarter.slice(0, 4)}-${String(first + add).padStart(2, '0')}`;
  return [month(0), month(1), month(2)];
}

const lastDay = (month: string): IsoDate =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
const plusDays = (day: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
