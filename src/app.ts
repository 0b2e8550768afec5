/** Puts the parts together. Everything is handed over here; nothing listens and nothing reads the environment. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { addedQuestions, bindRules } from './bind-rules.ts';
import { createBot, firstMessages } from './bot/bot.ts';
import { loadCards } from './bot/cards.ts';
import { indexLabels } from './bot/choices.ts';
import { type Flow, loadFlow } from './bot/flow.ts';
import { createHandover } from './bot/handoff.ts';
import { findInvite } from './bot/invite.ts';
import { describeKeepsake } from './bot/keepsake.ts';
import type { FindDesk, Interpret, Saved } from './bot/ports.ts';
import { describeAnswered } from './bot/teams/answered.ts';
import { createCounsellorBot } from './bot/teams/counsellor-bot.ts';
import { createCounsellorNews } from './bot/teams/counsellor-news.ts';
import { createTeller } from './bot/tell.ts';
import type { BotParts } from './bot/turn.ts';
import { mountCloud } from './channels/cloud.ts';
import { createDirectLine } from './channels/direct-line/direct-line.ts';
import { mountDirectLine } from './channels/direct-line/routes.ts';
import {
  CONVERSATION_KEY,
  FROM_SERVER,
  INBOUND_ID,
  LOGS_REPLIES,
  REPLACES_PRESSED,
  type SpokeFirst,
  type TeamsWords,
} from './channels/ports.ts';
import { createCodeGuard } from './code-guard.ts';
import type { Config } from './config.ts';
import { createCounsellorChats, createTeamsCodes } from './counsellor-chats.ts';
import { openCounsellorOffice } from './counsellor-office.ts';
import { allowList } from './counsellors/allow-list.ts';
import { countAttempts } from './delivery/count-attempts.ts';
import { createDelivery } from './delivery/delivery.ts';
import { loadDesks } from './delivery/desks.ts';
import { NOT_ALLOWED } from './delivery/email.ts';
import { createHearHandoff } from './delivery/handoff.ts';
import { createHttpsPost } from './delivery/https-post.ts';
import { createSmtpSender, createSpool } from './delivery/mail.ts';
import type { InitiateHandoff, LinkTo, TellConversation, TellCounsellor } from './delivery/ports.ts';
import { createSenders } from './delivery/senders.ts';
import { desksWithoutSecret } from './delivery/webhook.ts';
import { assess } from './domain/assess.ts';
import { documentIds } from './domain/documents.ts';
import type { Language } from './domain/referral.ts';
import type { Param } from './domain/say.ts';
import { dayInBelgium } from './domain/working-days.ts';
import { emptied } from './emptied.ts';
import { createMetrics } from './metrics.ts';
import { newCode } from './new-code.ts';
import { openFollowUp } from './open-follow-up.ts';
import { openInsight } from './open-insight.ts';
import { createPublisher, rulebookLanguages } from './rulebook/publish.ts';
import { RULEBOOK_CSS } from './rulebook/style.ts';
import { loadRules } from './rules/load.ts';
import { findStaleRows } from './rules/stale.ts';
import { assessmentSchema } from './schemas/assessment.ts';
import { createFactsSchema } from './schemas/facts.ts';
import { referralSchema } from './schemas/referral.ts';
import { referralStatusSchema } from './schemas/referral-status.ts';
import { lastSuccesses, noteSuccesses } from './storage/chores.ts';
import { createConversationReferences } from './storage/conversation-references.ts';
import { createCounsellorAddress } from './storage/counsellor-address.ts';
import { createCounsellors } from './storage/counsellors.ts';
import { type Database, openDatabase } from './storage/database.ts';
import { createDeliveryStore } from './storage/deliveries.ts';
import { createInvites } from './storage/invites.ts';
import { isLocal } from './storage/keys.ts';
import { createLinks } from './storage/links.ts';
import { measure } from './storage/measures.ts';
import { forget, RETENTION } from './storage/retention.ts';
import { keepSecret } from './storage/secrets.ts';
import { countSilent, remindOfSilence } from './storage/silence.ts';
import { createStore } from './storage/store.ts';
import { createInterpret } from './understanding/interpret.ts';
import { loadTables } from './understanding/load.ts';
import { mountApi } from './web/api.ts';
import { createAssets } from './web/assets.ts';
import { createGuesses, type GuessGuard } from './web/guesses.ts';
import { mountHealth } from './web/health.ts';
import { mountNewcomer } from './web/newcomer.ts';
import { mountRulebook, RULEBOOK_PLACES } from './web/rulebook.ts';
import { createScreen } from './web/screen.ts';
import { pagePolicy } from './web/security.ts';
import { createServer } from './web/server.ts';
import { createSessions } from './web/session.ts';
import { createStartLimit } from './web/start-limit.ts';
import { BUILD_LANGUAGES } from './words/languages.ts';
import { minutesFor } from './words/reading.ts';
import { loadWords, type Words } from './words/words.ts';

const ROOT = join(import.meta.dirname, '..');
const HOUR = 3_600_000;
/** How long the links in our mails open a referral: as long as what came of it is kept. */
const LINK_SECONDS = 180 * 86_400;

export interface App {
  /** Listens; resolves to the port, which is chosen where the config says 0. */
  listen(port: number): Promise<number>;
  /** Stops listening, lets what runs come to its end, and closes the database. */
  stop(): Promise<void>;
}

/**
 * @param config from config.ts
 * @param deps the log; the clock where a test needs another; the database where somebody opens it already
 * @throws Error naming what is wrong with the rules, the flow, the desks, the words or the database
 */
export async function createApp(
  config: Config,
  deps: { readonly log: Logger; readonly now?: () => Date; readonly opening?: Promise<Database> },
): Promise<App> {
  const { log, now = () => new Date() } = deps;
  // Not awaited yet: the database opens on other threads while we read what stands below.
  const opening = deps.opening ?? openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir });
  opening.catch(() => {}); // heard of where it is awaited
  const words = loadWords(join(ROOT, 'locales'), BUILD_LANGUAGES);
  const rules = loadRules();
  const flow = loadFlow(join(ROOT, 'dialogs', 'intake.json'));
  const factsSchema = createFactsSchema({ documents: documentIds(rules), questions: addedQuestions(flow) });
  const desks = config.desksFile === undefined ? loadDesks() : loadDesks(config.desksFile);
  const unsigned = desksWithoutSecret(desks, config.webhooks.secrets);
  if (unsigned.length > 0) throw new Error(`WEBHOOK_SECRETS: no secret for ${unsigned.join(', ')}`);
  const assetsReady = createAssets(
    Object.fromEntries(
      words.languages.map((language) => [
        language,
        { open: words.t(language, 'page:widget.open'), close: words.t(language, 'page:widget.close') },
      ]),
    ),
  );
  // Awaited below; a failure before that must not end the process without its reason.
  assetsReady.catch(() => {});

  const database = await opening;
  const metrics = createMetrics(async () => ({
    ...(await measure(database, now)),
    silent: await countSilent(database, now),
    chores: await lastSuccesses(database),
  }));
  const report = (code: string, error?: unknown) => {
    metrics.fault(code);
    log.error({ fault: code, err: error }, 'something failed');
  };

  const signingKey = config.tokenSecret ?? (await keepSecret(database, 'tokens'));
  const links = createLinks(database, signingKey, now);
  const invites = createInvites(database, links, now);
  const linkTo: LinkTo = async (page, reference) => {
    if (page === 'counsellor' || page === 'print') return `${config.publicUrl}/${page}`;
    return `${config.publicUrl}/${page === 'desk' ? 'r' : 's'}/${await links.make(page, reference, LINK_SECONDS)}`;
  };
  const isAllowed = allowList(config.counsellors);
  const counsellorAddress = createCounsellorAddress(database, isAllowed);
  // The channels come up after delivery: what is to be said before that waits.
  const spoken: { tell: TellConversation; tellCounsellor: TellCounsellor; handOver: InitiateHandoff } = {
    tell: async () => ({ is: 'unreachable', code: 'channel-not-up' }),
    tellCounsellor: async () => ({ is: 'unreachable', code: 'channel-not-up' }),
    handOver: async () => ({ is: 'unreachable', code: 'channel-not-up' }),
  };
  const post =
    config.smtpUrl === undefined
      ? createSpool(join(config.dataDir, 'mail'), config.mailFrom)
      : createSmtpSender(config.smtpUrl, config.mailFrom);
  const delivery = createDelivery({
    store: createDeliveryStore(database, now),
    database,
    desks,
    senders: countAttempts(
      createSenders({
        desks,
        words,
        post,
        linkTo,
        counsellorAddress,
        tell: (...told) => spoken.tell(...told),
        tellCounsellor: (...told) => spoken.tellCounsellor(...told),
        handOver: (...handover) => spoken.handOver(...handover),
        secrets: config.webhooks.secrets,
        httpsPost: createHttpsPost({ allowHosts: new Set(config.webhooks.allowHosts) }),
        publicUrl: config.publicUrl,
        now,
      }),
      metrics.attempt,
    ),
    post,
    dir: words.dir,
    chores: noteSuccesses(database, now, {
      forget: {
        cron: '17 4 * * *',
        run: () => forget(database, now, { ...RETENTION, conversation: config.retentionDays }),
      },
      // Of every desk's working morning; the days on which nobody works are its own to know.
      'remind-of-silence': { cron: '30 8 * * 1-5', run: () => remindOfSilence(database, store.referrals, now) },
    }),
    onError: (error) => report('delivery', error),
    onRefused: async ({ invite }, queuedAt) => {
      if (invite !== undefined) await counsellorOffice.forwarding.mailRefused(invite, queuedAt);
    },
    now,
  });
  const store = createStore({
    database,
    enqueue: delivery.enqueue,
    announce: delivery.announce,
    sayMovedOn: (language) => emptied(words.t(language, 'page:continue.moved'), language),
    now,
  });

  // Its tables take a second to build: the server answers before that, and the first typed answer waits at most so long.
  let interpret: Interpret | undefined;
  const understand = () => {
    interpret ??= createInterpret(loadTables());
    return interpret;
  };
  const findDesk: FindDesk = ({ to, region }) =>
    to === 'other-services' ? undefined : desks.deskFor(to, region === 'out-of-area' ? null : region);
  const hearHandoff = createHearHandoff({
    takeBack: delivery.takeBack,
    async accept(reference) {
      // A hub may say so twice.
      if ((await store.referrals.find(reference))?.state === 'accepted') return;
      await store.referrals.change(reference, 'accept', 'desk', { body: { appointment: null, note: '' } });
    },
  });
  const guesses = createGuesses(metrics.guess, () => now().getTime());
  const codes = createCodeGuard(guesses);
  const parts: BotParts = {
    flow,
    words,
    rules: bindRules(rules, flow),
    interpret: (...typed) => understand()(...typed),
    labels: indexLabels(flow, words),
    renderCard: loadCards(join(ROOT, 'cards')),
    store: store.conversations,
    findDesk,
    openInvite: invites.open,
    tryCode: codes.tryCode,
    findReferral: store.referrals.find,
    linkToStatus: (reference) => linkTo('status', reference),
    hearHandoff,
    now,
    newCode,
    minutes: countMinutes(words, flow),
    publicUrl: config.publicUrl,
  };
  const turnKeys = {
    conversation: CONVERSATION_KEY,
    inbound: INBOUND_ID,
    logsReplies: LOGS_REPLIES,
    fromServer: FROM_SERVER,
  };
  const runBot = createBot(parts, turnKeys);
  const bot: typeof runBot = async (context) => {
    const began = performance.now();
    const seconds = () => (performance.now() - began) / 1000;
    try {
      await runBot(context);
      metrics.turn(context.activity.channelId, 'done', seconds());
    } catch (error) {
      metrics.turn(context.activity.channelId, 'failed', seconds());
      throw error;
    }
  };
  const languageFor = (saved: Saved | undefined, locale: string | undefined): Language =>
    saved?.language ?? words.languages.find((one) => locale?.startsWith(one)) ?? 'nl';
  const apologise = async (key: string, locale: string | undefined): Promise<string> => {
    const saved = await store.conversations.load(key).catch(() => undefined);
    return words.t(languageFor(saved, locale), 'dialog:trouble');
  };
  const teamsWords: TeamsWords = async (key, locale, what) => {
    const saved = await store.conversations.load(key);
    const language = languageFor(saved, locale);
    const text =
      'say' in what ? words.t(language, `teams:${what.say}`) : describeAnswered(words, saved, language, what.answered);
    return { text, language };
  };

  const directLine = createDirectLine({ log: store.log, bot, signingKey, apologise, report, now });

  const assets = await assetsReady;
  const policy = pagePolicy(assets.css, config.publicUrl, config.trustedOrigins);
  const { languages } = words;
  const say = (language: Language, key: string, params?: { readonly [name: string]: Param }) =>
    words.say(language, params === undefined ? { key } : { key, params });
  const server = createServer({ log, words: say, languages, publicUrl: config.publicUrl, policy });
  mountHealth(server, {
    checkReady: async () => {
      await measure(database, now);
      return true;
    },
    metrics: metrics.registry,
  });
  mountDirectLine(server, directLine, {
    secret: config.directLineSecret,
    // A page elsewhere needs a token all the same; a list keeps other sites from even trying.
    allowedOrigins: config.trustedOrigins.length > 0 ? config.trustedOrigins : 'any',
    trustProxy: config.trustProxy,
    publicUrl: config.publicUrl,
    starts: { limit: config.startsPerHour, windowMs: HOUR },
    heardFrom: codes.heardFrom,
    report,
  });
  const guard: GuessGuard = {
    guesses,
    addressOf: (req) => (config.trustProxy ? addressBehindProxy(req) : (req.socket.remoteAddress ?? '')),
  };
  const sessions = createSessions({ key: signingKey, publicUrl: config.publicUrl, now: () => now().getTime() });
  const draw = createScreen({ words: say, languages, reviewed: words.reviewed, policy, assets });
  const findTranscript = async (conversationId: string) =>
    (await directLine.find(conversationId)) && directLine.transcript(conversationId);
  mountNewcomer(server, {
    words: say,
    languages,
    draw,
    publicUrl: config.publicUrl,
    policy,
    assets,
    sessions,
    ...(config.trustProxy ? { addressOf: addressBehindProxy } : {}),
    startLimit: createStartLimit(config.startsPerHour, HOUR, () => now().getTime()),
    greeting: (opening) => firstMessages(parts, opening),
    chat: {
      async start({ language, chosen, invite }) {
        const started = await directLine.startLocal({ locale: chosen ? language : `und-${language}`, invite });
        const { watermark } = await directLine.transcript(started.conversationId);
        return { ...started, watermark };
      },
      say: (conversationId, activity) => directLine.say(conversationId, activity),
      transcript: findTranscript,
      tokenFor: (conversationId) => directLine.tokenFor(conversationId),
    },
    findContinued: invites.findContinued,
    async findInvite(invite, conversationId) {
      const found = await findInvite({ openInvite: invites.open }, invite);
      if (found.is !== 'open') return { is: found.is };
      const saved = await store.conversations.load(conversationId);
      return saved?.invite?.id === found.id ? { is: 'own' } : { is: 'another', language: found.language };
    },
    guesses,
    heardFrom: codes.heardFrom,
    findKeepsake: async (conversationId) => {
      const saved = await store.conversations.load(conversationId);
      const sent = saved?.referral === undefined ? undefined : await store.referrals.find(saved.referral);
      return saved && describeKeepsake(parts, saved, sent?.state);
    },
  });
  const counsellors = createCounsellors(database, now);
  const counsellorOffice = openCounsellorOffice(server, {
    config,
    words,
    say,
    flow,
    interpret: (...typed) => understand()(...typed),
    rules,
    links,
    invites,
    counsellors,
    isAllowed,
    mail: delivery.mail,
    guard,
    css: assets.css,
    findDesk: (id) => desks.find(id),
    startConversation: async (language, invite) => void (await directLine.startLocal({ locale: language, invite })),
    together: {
      draw,
      policy,
      chat: {
        transcript: findTranscript,
        say: directLine.say,
        tokenFor: (conversationId, user) => directLine.tokenFor(conversationId, undefined, user),
      },
    },
    teams: config.microsoftApp && createTeamsCodes(links, config.microsoftApp.id),
    report,
    now,
  });
  openFollowUp(server, {
    store,
    links,
    words,
    say,
    desks,
    questions: flow.questions.map(({ id }) => id),
    isCounsellor: async (id) => {
      const counsellor = await counsellors.find(id);
      return counsellor !== undefined && isAllowed(counsellor.email);
    },
    guard,
    sessions,
    assets,
    publicUrl: config.publicUrl,
    now,
  });
  openInsight(server, {
    database,
    secret: config.insightSecret,
    signingKey,
    isCounsellor: counsellorOffice.isSignedIn,
    guard,
    say,
    questions: flow.questions.map(({ id }) => id),
    css: assets.css,
    publicUrl: config.publicUrl,
    now,
  });
  mountApi(server, {
    publicUrl: config.publicUrl,
    assessFacts(body) {
      const facts = factsSchema.safeParse(body);
      if (facts.success) return { ok: true, assessment: assess(facts.data, rules, dayInBelgium(now())) };
      return {
        ok: false,
        problems: facts.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
      };
    },
    schemas: {
      facts: factsSchema,
      assessment: assessmentSchema,
      referral: referralSchema,
      referralStatus: referralStatusSchema,
    },
  });
  const publishRulebook = createPublisher(
    { rules, questions: flow.questions, words, findRowsToCheck: (today) => findStaleRows(rules, today) },
    RULEBOOK_PLACES,
  );
  mountRulebook(server, {
    languages: rulebookLanguages(words),
    policy: pagePolicy(RULEBOOK_CSS, config.publicUrl, config.trustedOrigins),
    publish: (language) => publishRulebook(language, dayInBelgium(now())),
  });
  const references = createConversationReferences(database, now);
  const { forwarding } = counsellorOffice;
  const counsellorBot = createCounsellorBot({
    newcomer: bot,
    chats: createCounsellorChats({
      links,
      references,
      counsellors,
      forwarding,
      isAllowed,
      publicUrl: config.publicUrl,
    }),
    words,
    keys: { conversation: CONVERSATION_KEY, replacesPressed: REPLACES_PRESSED },
    newFormId: () => randomUUID(),
  });
  const cloud =
    config.microsoftApp &&
    mountCloud(server, {
      appId: config.microsoftApp.id,
      appPassword: config.microsoftApp.password,
      tenantId: config.microsoftApp.tenantId,
      bot: counsellorBot,
      ledger: store.ledger,
      exclusively: store.log.exclusively,
      references,
      apologise,
      teamsWords,
      report,
      now,
    });
  const speakFirst = async (key: string, logic: typeof bot, once: string): Promise<SpokeFirst> => {
    if (isLocal(key)) return directLine.speakFirst(key, logic);
    return cloud === undefined ? { is: 'refused', code: 'no-such-channel' } : cloud.speakFirst(key, logic, once);
  };
  const tellNews = createTeller(parts, turnKeys);
  const handOver = createHandover(parts, turnKeys);
  spoken.tell = (key, news) => speakFirst(key, tellNews(news), `news ${news.line.id}`);
  const tellCounsellorNews = createCounsellorNews(words, `${config.publicUrl}/counsellor`);
  spoken.tellCounsellor = async (counsellor, { reference, line }) => {
    const address = await counsellorAddress(counsellor, reference);
    if (address === undefined) return { is: 'accepted', receipt: 'gone' };
    if (!address.allowed) return NOT_ALLOWED;
    const logic = tellCounsellorNews({ ...address, line });
    const chats = await references.chatsOf(counsellor);
    const ended = await Promise.all(chats.map((key) => speakFirst(key, logic, `counsellor-news ${line.id}`)));
    return ended.find(({ is }) => is !== 'accepted') ?? ended[0] ?? { is: 'accepted', receipt: 'gone' };
  };
  spoken.handOver = async (key, handover) => {
    let isThere = true;
    const gone = () => {
      isThere = false;
    };
    const ended = await speakFirst(key, handOver(handover, gone), `handoff ${handover.key}`);
    // There is nobody left to hand over: then the desk does not have it.
    return !isThere || (ended.is === 'accepted' && ended.receipt === 'gone')
      ? { is: 'refused', code: 'no-conversation' }
      : ended;
  };

  return {
    async listen(port) {
      await delivery.start();
      await store.ready();
      directLine.start();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, () => resolve());
      });
      setTimeout(understand, 500).unref();
      return (server.address() as { port: number }).port;
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.server.closeAllConnections();
      // Ends the streams too: the server waits for its upgraded sockets.
      await directLine.stop();
      await closed;
      await counsellorOffice.settled();
      await delivery.stop();
      await store.close();
      await database.close();
    },
  };
}

/** The address that our own proxy saw; the last one of the list is the one it added itself. */
function addressBehindProxy(request: IncomingMessage): string {
  const seen = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  return seen || (request.socket.remoteAddress ?? '');
}

/** Minutes for the whole interview in each language: every question read and answered, counted once. */
function countMinutes(words: Words, flow: Flow): (language: Language) => number {
  const minutes = new Map(
    words.languages.map((language) => {
      const texts = flow.questions.map(({ id }) => words.t(language, `questions:${id}.ask`));
      return [language, minutesFor(language, texts, texts.length)];
    }),
  );
  return (language) => minutes.get(language) ?? 1;
}
