/** Offers, the way to a recognition and what to mind, in a person's words: short in the conversation, whole on the page to keep. */
import type { Assessment } from '../domain/assessment.ts';
import type { Facts } from '../domain/facts.ts';
import { figuresFor } from '../domain/figures.ts';
import { flagsForClient } from '../domain/flag-guide.ts';
import { guideOffers, type OfferGuide } from '../domain/offer-guide.ts';
import type { Say } from '../domain/say.ts';
import { guideRecognition } from '../domain/say-recognition.ts';
import type { Standing } from './turn.ts';

/** What a message tells in full: the page has room for all of them, elsewhere the others are named. */
const FEW = 3;

/** Differs from person to person and stays the same for one, before and after there is a reference. */
const turnOf = ({ saved, today }: Standing): string => saved.answers.privacy?.at ?? today;

const offersOf = (turn: Standing): readonly OfferGuide[] =>
  guideOffers(turn.facts, turn.parts.rules.data, turn.today, turn.assessment, turnOf(turn));

/** The assessment as it is sent: with its offers in the order in which the person saw them. */
export function inOrderOfTurn(turn: Standing, facts: Facts, assessment: Assessment): Assessment {
  const order = guideOffers(facts, turn.parts.rules.data, turn.today, assessment, turnOf(turn)).map(({ id }) => id);
  const offers = assessment.offers.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  return { ...assessment, offers };
}

/** Every offer with why it fits and all that must be asked first, under how sure it is that it still runs. */
export function offersToKeep(turn: Standing) {
  const offers = offersOf(turn);
  if (offers.length === 0) return undefined;
  const groups = STATUSES.map((status) => ({ status, of: offers.filter((offer) => offer.status === status) }));
  return {
    title: titleOf(turn),
    intro: turn.t('guide:offers.intro'),
    groups: groups
      .filter(({ of }) => of.length > 0)
      .map(({ status, of }) => ({
        title: turn.t(`guide:status.${status}`),
        offers: of.map((offer) => ({
          name: nameOf(turn, offer),
          about: `${turn.t(`offers:aim.${offer.aim}`)} · ${turn.t('guide:offers.year', { year: String(offer.asOf) })}`,
          why: offer.why.map((say) => turn.parts.words.say(turn.language, say)).join(' '),
          // Whether it still exists was asked above them all.
          ask: askFirst(turn, offer, status === 'running' ? 'guide:offers.ask' : 'guide:offers.next', NOT_AGAIN),
        })),
      })),
  };
}
const STATUSES = ['running', 'unverified'] as const;
const NOT_AGAIN = 'guide:ask.status';

/** The first few offers, and where the others stand. */
export function offersInShort(turn: Standing) {
  const offers = offersOf(turn);
  const rest = offers.slice(FEW);
  const names = rest.map((offer) => nameOf(turn, offer));
  // Only who talks on our page has the overview at hand.
  const more =
    turn.channel === 'directline'
      ? turn.t('guide:offers.more')
      : turn.t('guide:offers.others', { what: together(turn, names) });
  return {
    title: offers.length === 0 ? '' : titleOf(turn),
    offers: offers.slice(0, FEW).map((offer) => ({
      name: nameOf(turn, offer),
      text: [
        ...offer.why.slice(0, 1).map((say) => turn.parts.words.say(turn.language, say)),
        ...askFirst(turn, offer),
      ].join(' '),
    })),
    more: rest.length === 0 ? '' : more,
  };
}

/** Who gets no referral has nothing else to go to: these are the way on. */
const titleOf = (turn: Standing): string =>
  turn.t(turn.assessment.route.to === 'other-services' ? 'guide:offers.title-refused' : 'guide:offers.title');

/** A row that was added without its words is better read in the language of its source than not at all. */
function nameOf(turn: Standing, { id, title }: OfferGuide): string {
  const key = `offers:${id}.name`;
  return turn.parts.words.has(turn.language, key) ? turn.t(key) : title;
}

function askFirst(
  turn: Standing,
  { asks, expects }: OfferGuide,
  heading = 'guide:offers.ask',
  without?: string,
): string[] {
  const { words } = turn.parts;
  const questions = asks.filter(({ key }) => key !== without).map((say) => words.say(turn.language, say));
  const expected = expects.map(({ say, inData }) =>
    words.has(turn.language, say.key) ? words.say(turn.language, say) : inData,
  );
  return [
    ...(questions.length === 0 ? [] : [turn.t(heading, { what: together(turn, questions) })]),
    ...(expects.length === 0 ? [] : [turn.t('guide:offers.also', { what: together(turn, expected) })]),
  ];
}

const together = ({ parts, language }: Standing, texts: readonly string[]): string =>
  texts.join(parts.words.dir(language) === 'rtl' ? '؛ ' : '; ');

/** Who recognises the profession, in which order, and what is particular for this person. */
export function recognitionTexts(turn: Standing) {
  const guide = guideRecognition(turn.facts, turn.parts.rules.data, turn.today, turn.assessment);
  if (guide === undefined) return undefined;
  const say = (what: Say) => turn.parts.words.say(turn.language, what);
  return {
    title: turn.t('guide:path.title'),
    who: say(guide.who),
    order: turn.t(guide.steps.length === 0 ? 'guide:path.none-left' : 'guide:path.order'),
    steps: guide.steps.map(say),
    notes: guide.notes.map(say),
  };
}

/** What to mind, in sentences that say what to do. */
export function attentionTexts(turn: Standing) {
  const flags = flagsForClient(turn.assessment);
  if (flags.length === 0) return undefined;
  return {
    title: turn.t('guide:attention.title'),
    lines: flags.map((flag) => [turn.t(`guide:attention.${flag}`), ...figureTexts(turn, flag)].join(' ')),
  };
}

/** Fees, terms and ends that go with a document's reason or a point of attention: "about", never promised. */
export function figureTexts(turn: Standing, code: string): string[] {
  const said = (day: string) => turn.parts.words.value(turn.language, { day });
  return figuresFor(code, turn.parts.rules.data, turn.today).map(({ id, amount, checkedOn }) =>
    turn.t(`documents:figure.${id}`, {
      amount: typeof amount === 'string' ? said(amount) : amount,
      day: said(checkedOn),
    }),
  );
}
