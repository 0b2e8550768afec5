/**
 * One turn of one conversation: what is known, what is open, what will be said and changed.
 * Dialog, commands and cards work on this object; bot.ts loads it before them and commits it after them.
 */
import { type Activity, ActivityTypes, InputHints, type TurnContext } from 'botbuilder';
import type { Assessment } from '../domain/assessment.ts';
import type { Facts } from '../domain/facts.ts';
import type { QuestionId } from '../domain/questions.ts';
import type { Language, Referral } from '../domain/referral.ts';
import { dayInBelgium } from '../domain/working-days.ts';
import { factsOf } from './answers.ts';
import type { RenderCard } from './cards.ts';
import type { Labels } from './choices.ts';
import type { Flow, Question } from './flow.ts';
import type { Intent } from './hear.ts';
import { fillFromInvite } from './invite.ts';
import type { PlanEdits } from './plan.ts';
import type {
  Answer,
  BotRules,
  BotWords,
  ClientSays,
  ConversationStore,
  DeskAsks,
  FindDesk,
  FindReferral,
  HearHandoff,
  Interpret,
  InviteFound,
  LinkToStatus,
  OpenInvite,
  Saved,
  TryCode,
  TurnChange,
} from './ports.ts';

/** What a bot is made of; src/app.ts hands it over once. */
export interface BotParts {
  readonly flow: Flow;
  readonly words: BotWords;
  readonly rules: BotRules;
  readonly interpret: Interpret;
  readonly labels: Labels;
  readonly renderCard: RenderCard;
  readonly store: ConversationStore;
  readonly findDesk: FindDesk;
  readonly openInvite: OpenInvite;
  readonly tryCode: TryCode;
  readonly findReferral: FindReferral;
  readonly linkToStatus: LinkToStatus;
  readonly hearHandoff: HearHandoff;
  /** Now. */
  readonly now: () => Date;
  /** A fresh reference or resume code: unguessable, without look-alike characters. */
  readonly newCode: (kind: 'reference' | 'resume') => string;
  /** About how many minutes the whole interview takes to read and answer. */
  readonly minutes: (language: Language) => number;
  /** The page where a person goes on or prints, without anything personal in it. */
  readonly publicUrl: string;
}

const KEY = Symbol('turn');

/** Without these nothing is sent to anyone: how to reach the person, and the agreement after seeing the list. */
const NEEDED: ReadonlySet<QuestionId> = new Set(['language', 'privacy', 'name', 'reach', 'review', 'share']);

/** A conversation as it stands, to be read: in a turn, or for the page that a person keeps. */
export class Standing {
  readonly parts: BotParts;
  readonly saved: Saved;
  #known: { facts: Facts; assessment: Assessment } | undefined;
  #open: readonly QuestionId[] | undefined;
  #today: string | undefined;

  /** The channel it is held on, such as `directline` or `msteams`. */
  readonly channel: string;

  constructor(parts: BotParts, saved: Saved, channel: string) {
    this.parts = parts;
    this.saved = saved;
    this.channel = channel;
  }

  get language(): Language {
    return this.saved.language;
  }

  /** Today in Belgium, `YYYY-MM-DD`. */
  get today(): string {
    this.#today ??= dayInBelgium(this.parts.now());
    return this.#today;
  }

  get facts(): Facts {
    return this.#know().facts;
  }

  get assessment(): Assessment {
    return this.#know().assessment;
  }

  #know() {
    if (this.#known === undefined) {
      const facts = factsOf(this.saved);
      this.#known = { facts, assessment: this.parts.rules.assess(facts, this.today) };
    }
    return this.#known;
  }

  t(key: string, params?: { readonly [name: string]: string | number }): string {
    return this.parts.words.t(this.language, key, params);
  }

  question(id: QuestionId): Question {
    const question = this.parts.flow.byId.get(id);
    if (question === undefined) throw new Error(`no question "${id}" in the flow`);
    return question;
  }

  /** What the desk asked, while that is being answered: it goes before what else stands open. */
  get answering(): DeskAsks | undefined {
    return this.saved.deskAsks?.later === false ? this.saved.deskAsks : undefined;
  }

  /** The referral that was sent and that a person can still ask about. */
  get referenceOfSent(): string | undefined {
    return this.saved.referral ?? this.saved.deskAsks?.reference;
  }

  /** The answer as it counts now: to the desk's question, where that is being answered. */
  given(id: QuestionId): Answer | undefined {
    const { answering } = this;
    return answering?.questions.includes(id) ? answering.answers[id] : this.saved.answers[id];
  }

  /** The questions that are still to be asked, in order. */
  open(): readonly QuestionId[] {
    if (this.#open === undefined) {
      const { facts, today, answering } = this;
      this.#open =
        answering !== undefined
          ? [...answering.questions.filter((id) => this.parts.flow.byId.has(id) && !answering.answers[id]), 'share']
          : this.parts.flow.questions
              .map(({ id }) => id)
              .filter((id) => this.saved.answers[id] === undefined && !this.saved.skipped?.includes(id))
              .filter((id) => this.parts.rules.matters(id, facts, today));
    }
    return this.#open;
  }

  /** The question to ask now; undefined when all that matters is answered. */
  next(): QuestionId | undefined {
    return this.open()[0];
  }

  /**
   * The questions that the person may leave to the desk; none before the place is asked, which decides on the desk,
   * and none where only what the desk must have is left.
   */
  skippable(): readonly QuestionId[] {
    return this.answering !== undefined || this.saved.answers.location === undefined
      ? []
      : this.open().filter((id) => !NEEDED.has(id));
  }

  progress(): { answered: number; remaining: number } {
    const { answering } = this;
    if (answering !== undefined)
      return { answered: Object.keys(answering.answers).length, remaining: this.open().length };
    return { answered: Object.keys(this.saved.answers).length, remaining: this.open().length };
  }

  /** The answers changed: what was derived from them is out of date. */
  protected forget(): void {
    this.#known = undefined;
    this.#open = undefined;
  }
}

export class Turn extends Standing {
  /** What the person's message turned out to be; undefined where nobody said anything. */
  intent: Intent | undefined;
  /** Set by a turn that ends in a referral, a code, a take-over, an opened invite or an erasure. */
  referral: Referral | undefined;
  resumeCode: string | undefined;
  takesOver: string | undefined;
  opensInvite: TurnChange['opensInvite'];
  says: ClientSays | undefined;
  erased = false;
  /** The outcome was told in this turn. */
  concluded = false;
  /** We ask which answer to change: nothing else is asked until that is said. */
  choosing = false;
  /** We asked so in the turn before. */
  readonly wasChoosing: boolean;
  #context: TurnContext;

  /** Who speaks in this turn. */
  readonly by: Answer['by'];
  /** The conversation's, as the store knows it. */
  readonly key: string;

  constructor(parts: BotParts, saved: Saved, context: TurnContext, key: string, by: Answer['by'] = 'client') {
    super(parts, saved, context.activity.channelId);
    this.key = key;
    this.by = by;
    this.wasChoosing = saved.choosing === true;
    delete saved.choosing;
    this.#context = context;
    context.turnState.set(KEY, this);
  }

  /** The turn that this context belongs to. */
  static of(context: TurnContext): Turn {
    return context.turnState.get(KEY);
  }

  /** Keeps an answer, and forgets that anything about this question stood open. */
  answer(id: QuestionId, value: unknown): void {
    this.saved.registeredOn ??= this.today;
    const answer = { value, by: this.by, at: this.parts.now().toISOString() };
    const { answering } = this;
    if (answering?.questions.includes(id)) {
      answering.answers[id] = answer;
      answering.order = [...answering.order.filter((other) => other !== id), id];
    }
    this.saved.answers[id] = answer;
    delete this.saved.before?.[id];
    this.saved.order = [...this.saved.order.filter((other) => other !== id), id];
    delete this.saved.pending;
    this.saved.misses = 0;
    this.forget();
  }

  /**
   * Takes an answer back so that it is asked again, with the answers that hang on it; of what the desk asked, that
   * answer alone.
   * @returns the dependent questions whose answers went too
   */
  takeBack(id: QuestionId): QuestionId[] {
    const { answering } = this;
    if (answering !== undefined) {
      delete answering.answers[id];
      answering.order = answering.order.filter((other) => other !== id);
      delete this.saved.pending;
      this.saved.misses = 0;
      this.forget();
      return [];
    }
    const dropped = this.parts.rules.dependents(id).filter((other) => this.saved.answers[other] !== undefined);
    const { card, many } = this.question(id);
    if (card === 'documents' || many) this.saved.before = { ...this.saved.before, [id]: this.saved.answers[id]?.value };
    // Whoever changes something sees the list, and what is sent, once more.
    for (const gone of [id, ...dropped, 'review' as const, 'share' as const]) delete this.saved.answers[gone];
    this.saved.order = this.saved.order.filter((other) => this.saved.answers[other] !== undefined);
    delete this.saved.pending;
    this.saved.misses = 0;
    this.forget();
    return dropped;
  }

  /** Leaves the rest to the desk. What a later change opens is asked all the same. */
  skipRest(): void {
    this.saved.skipped = [...(this.saved.skipped ?? []), ...this.skippable()];
    this.saved.skippedAfter = this.saved.order.length;
    delete this.saved.pending;
    this.saved.misses = 0;
    this.forget();
  }

  /** "Back" right after the rest was left to the desk: it is asked after all. False where that is not the last thing done. */
  takeBackSkip(): boolean {
    const { skipped, skippedAfter, order } = this.saved;
    if (skipped === undefined || skippedAfter !== order.length) return false;
    delete this.saved.skipped;
    delete this.saved.skippedAfter;
    this.forget();
    return true;
  }

  /** Keeps what was chosen for steps of the plan; undefined changes nothing. */
  editPlan(edits: PlanEdits | undefined): void {
    if (edits !== undefined) this.saved.plan = { ...this.saved.plan, ...edits };
  }

  /** Everything told is forgotten; the language stays. */
  startAgain(): void {
    this.saved.answers = this.saved.answers.language ? { language: this.saved.answers.language } : {};
    this.saved.order = this.saved.order.filter((id) => id === 'language');
    this.saved.leftOut = [];
    this.saved.misses = 0;
    delete this.saved.pending;
    delete this.saved.confirming;
    delete this.saved.plan;
    delete this.saved.skipped;
    delete this.saved.skippedAfter;
    delete this.saved.before;
    delete this.saved.referral;
    delete this.saved.registeredOn;
    // The desk still waits; what was answered to it goes with the rest.
    if (this.saved.deskAsks !== undefined)
      this.saved.deskAsks = { ...this.saved.deskAsks, answers: {}, order: [], reply: '', later: true };
    this.forget();
  }

  /** The desk asks, or asks no more. */
  putDeskAsks(asks: DeskAsks | undefined): void {
    if (asks === undefined) delete this.saved.deskAsks;
    else this.saved.deskAsks = asks;
    delete this.saved.pending;
    this.saved.misses = 0;
    this.forget();
  }

  /** Everything of another conversation, brought here by its code. */
  takeOver(key: string, from: Saved): void {
    const { answers, order, leftOut, language } = from;
    Object.assign(this.saved, { answers, order, leftOut, language, misses: 0 });
    for (const own of [
      'pending',
      'confirming',
      'plan',
      'skipped',
      'skippedAfter',
      'before',
      'referral',
      'registeredOn',
    ] as const)
      delete this.saved[own];
    if (from.invite !== undefined) this.saved.invite = from.invite;
    if (from.told !== undefined) this.saved.told = from.told;
    if (from.handedOver !== undefined) this.saved.handedOver = from.handedOver;
    if (from.withdrew !== undefined) this.saved.withdrew = from.withdrew;
    if (from.deskAsks !== undefined) this.saved.deskAsks = from.deskAsks;
    if (from.skipped !== undefined) this.saved.skipped = from.skipped;
    if (from.skippedAfter !== undefined) this.saved.skippedAfter = from.skippedAfter;
    if (from.plan !== undefined) this.saved.plan = from.plan;
    if (from.referral !== undefined) this.saved.referral = from.referral;
    if (from.registeredOn !== undefined) this.saved.registeredOn = from.registeredOn;
    this.takesOver = key;
    this.forget();
  }

  /** The counsellor's part of the answers, and who they are; the commit uses the invite up. */
  openInvite(found: InviteFound): void {
    fillFromInvite(this.parts, this.saved, found);
    this.opensInvite = { id: found.id, byMail: found.byMail };
    this.forget();
  }

  /** What the counsellor filled in is not kept either when the person says no to that. */
  forgetFilledIn(): void {
    for (const [id, answer] of Object.entries(this.saved.answers))
      if (answer?.by === 'counsellor' && id !== 'language') delete this.saved.answers[id as QuestionId];
    this.forget();
  }

  switchLanguage(language: Language): void {
    this.saved.language = language;
    this.saved.answers.language = { value: language, by: this.by, at: this.parts.now().toISOString() };
    if (!this.saved.order.includes('language')) this.saved.order.unshift('language');
    this.forget();
  }

  /** Says something in the conversation's language. */
  async send(activity: Partial<Activity> | string): Promise<void> {
    const message = typeof activity === 'string' ? { text: activity } : activity;
    await this.#context.sendActivity({
      type: ActivityTypes.Message,
      locale: this.language,
      inputHint: InputHints.AcceptingInput,
      ...message,
    });
  }
}
