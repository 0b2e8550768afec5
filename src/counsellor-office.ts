/** Puts the counsellors' side together: who may come in, what they can forward, and the pages for it. */
import type { IncomingMessage } from 'node:http';
import type { Server } from 'restify';
import { answerText, factsOfAnswer, valueOfChoice } from './bot/answers.ts';
import type { Flow } from './bot/flow.ts';
import type { Interpret } from './bot/ports.ts';
import type { Config } from './config.ts';
import { createForwarding } from './counsellors/forward.ts';
import { createOidc } from './counsellors/oidc.ts';
import type {
  CounsellorStore,
  FirstLook,
  Forwarding,
  Interview,
  Known,
  SendMail,
  StartConversation,
} from './counsellors/ports.ts';
import { createSignIn } from './counsellors/sign-in.ts';
import { assess } from './domain/assess.ts';
import type { Facts, IsoDate } from './domain/facts.ts';
import { type ContractQuestion, type QuestionId, questionsOf } from './domain/questions.ts';
import type { Rules } from './domain/rules.ts';
import { sayChangesToDesk } from './domain/say-changes.ts';
import { whatWouldChange } from './domain/what-would-change.ts';
import { dayInBelgium } from './domain/working-days.ts';
import { newCode } from './new-code.ts';
import { INVITE_DAYS, type Invites } from './storage/invites.ts';
import type { Links } from './storage/links.ts';
import { mountCounsellor } from './web/counsellor/counsellor.ts';
import type { TeamsCodes, TogetherParts } from './web/counsellor/office.ts';
import { COUNSELLOR_CSS } from './web/counsellor/style.ts';
import { createCookies } from './web/counsellor/visits.ts';
import type { GuessGuard } from './web/guesses.ts';
import type { Words as SayWords } from './web/ports.ts';
import { pagePolicy } from './web/security.ts';
import { createStartLimit } from './web/start-limit.ts';
import { OFFICE_NAMESPACES } from './words/languages.ts';
import type { Words } from './words/words.ts';

/** What a counsellor typically knows of a client, and whether it is typed or chosen. */
const KNOWN: { readonly [question in ContractQuestion]?: 'typed' | 'chosen' } = {
  nationalities: 'typed',
  'residence-status': 'chosen',
  'in-belgium-since': 'typed',
  location: 'typed',
  'diploma-level': 'chosen',
  'study-field': 'chosen',
  'diploma-country': 'typed',
  recognition: 'chosen',
  'target-occupation': 'typed',
  goal: 'chosen',
  'dutch-level': 'chosen',
  'contact-language': 'chosen',
  'work-situation': 'chosen',
  'registered-jobseeker': 'chosen',
};

const HOUR = 3_600_000;
/** Sign-in links that one mailbox gets in an hour, and that one address of the network may ask: an office has one. */
const LINKS_PER_HOUR = { mailbox: 5, network: 60 } as const;
/** Access for another system lasts a year; then somebody looks whether it is still needed. */
const API_SECONDS = 365 * 86_400;

export interface CounsellorOfficeParts {
  readonly config: Config;
  readonly words: Words;
  readonly say: SayWords;
  readonly flow: Flow;
  readonly interpret: Interpret;
  readonly rules: Rules;
  readonly links: Links;
  readonly invites: Invites;
  readonly counsellors: CounsellorStore;
  /** Whether an address may (still) be a counsellor's. */
  readonly isAllowed: (email: string) => boolean;
  readonly mail: SendMail;
  readonly guard: GuessGuard;
  readonly css: string;
  readonly findDesk: (id: string) => { readonly name: string; readonly website: string } | undefined;
  readonly startConversation: StartConversation;
  readonly together: TogetherParts;
  /** undefined: no Teams. */
  readonly teams: TeamsCodes | undefined;
  readonly report: (code: string, error: unknown) => void;
  readonly now: () => Date;
}

export interface CounsellorOffice {
  settled(): Promise<void>;
  /** The same for who forwards from elsewhere. */
  readonly forwarding: Forwarding;
  isSignedIn(req: IncomingMessage): Promise<boolean>;
}

/**
 * Mounts `/counsellor`.
 * @returns `settled`: resolves once the mails that were asked for are queued; `isSignedIn`: whether a request comes from
 * a counsellor, for the other pages that are theirs to see
 */
export function openCounsellorOffice(server: Server, parts: CounsellorOfficeParts): CounsellorOffice {
  const { config, words, say, links, invites, counsellors, isAllowed, mail, report, now } = parts;
  const { publicUrl } = config;
  const officeLanguages = OFFICE_NAMESPACES.counsellor ?? words.languages;
  const signIn = createSignIn({ links, counsellors, mail, words: say, isAllowed, publicUrl, report });
  const forwarding = createForwarding({
    invites,
    links,
    mail,
    words: say,
    interview: interviewOf(parts),
    lookFirst: (known) => lookFirst(known, parts.rules, dayInBelgium(now())),
    isCounsellor: isAllowed,
    newCode: (pick) => newCode('resume', pick),
    officeLanguages,
    inviteDays: INVITE_DAYS,
    publicUrl,
    startConversation: parts.startConversation,
    now,
  });
  const limit = (perHour: number) => createStartLimit(perHour, HOUR, () => now().getTime());
  mountCounsellor(server, {
    words: say,
    has: words.has,
    languages: officeLanguages,
    clientLanguages: words.languages,
    publicUrl,
    policy: pagePolicy(parts.css + COUNSELLOR_CSS, publicUrl, []),
    guard: parts.guard,
    signIn,
    counsellors,
    forwarding,
    oidc:
      config.oidc === undefined
        ? undefined
        : createOidc({ ...config.oidc, redirectUri: `${publicUrl}/counsellor/oidc/callback` }),
    byMail: config.oidc?.only !== true,
    mailLimit: limit(LINKS_PER_HOUR.mailbox),
    askLimit: limit(LINKS_PER_HOUR.network),
    findDesk: parts.findDesk,
    together: parts.together,
    teams: parts.teams,
    apiTokens: {
      async make(counsellor) {
        await links.revoke('api', counsellor);
        return links.make('api', counsellor, API_SECONDS);
      },
      revoke: (counsellor) => links.revoke('api', counsellor),
    },
    now,
  });
  const cookies = createCookies(publicUrl);
  return {
    settled: signIn.settled,
    forwarding,
    async isSignedIn(req) {
      const session = cookies.session(req);
      return session !== undefined && (await signIn.whoIs(session)) !== undefined;
    },
  };
}

function interviewOf({ flow, words, interpret, now }: CounsellorOfficeParts): Interview {
  return {
    questions: flow.questions.flatMap(({ id, choices, many }) => {
      const way = KNOWN[id as ContractQuestion];
      if (way === undefined) return [];
      return [{ id, choices: way === 'chosen' && Array.isArray(choices) ? choices : [], many }];
    }),
    understand(question, text, language) {
      const heard = interpret(question, text, { language, today: dayInBelgium(now()) });
      return heard.is === 'interrupt' ? { is: 'reject' } : heard;
    },
    valueOf: valueOfChoice,
    say: (language, question, value) => answerText(words, language, question, value),
  };
}

/** @param known answers by question, of the counsellor alone */
function lookFirst(known: Known, rules: Rules, today: IsoDate): FirstLook | undefined {
  const facts: Facts = Object.assign(
    {},
    ...Object.entries(known).map(([id, value]) => factsOfAnswer(id as QuestionId, value)),
  );
  if (Object.keys(facts).length === 0) return undefined;
  const assessment = assess(facts, rules, today);
  return {
    assessment,
    open: questionsOf(assessment.missing),
    changes: sayChangesToDesk(whatWouldChange(facts, rules, today)),
    ifNotLeft:
      facts.inBelgiumSince === undefined || facts.leftInBetween !== undefined
        ? undefined
        : assess({ ...facts, leftInBetween: false }, rules, today).criteria.find(({ id }) => id === 'E3'),
  };
}
