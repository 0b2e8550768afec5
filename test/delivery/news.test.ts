/** The letters that tell what became of a referral, as a mail program reads them. */
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Send } from '../../src/delivery/delivery.ts';
import { loadDesks } from '../../src/delivery/desks.ts';
import { createClientMail, createCounsellorMail, createDeskMail, type EmailDeps } from '../../src/delivery/email.ts';
import { composeLetter, type Letter } from '../../src/delivery/mail.ts';
import type { Errand } from '../../src/delivery/ports.ts';
import type { HistoryEvent, HistoryLine } from '../../src/domain/follow-up.ts';
import { LANGUAGES, type Language, type Referral } from '../../src/domain/referral.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { loadWords } from '../../src/words/words.ts';
import { aReferral } from './a-referral.ts';

const words = loadWords(new URL('../../locales', import.meta.url).pathname, BUILD_LANGUAGES);
const REFERENCE = 'K7QX-M3PD';
const FROM = 'Wegwijzer <wegwijzer@example.org>';

let sent: Letter[];
let counsellor: Awaited<ReturnType<EmailDeps['counsellorAddress']>>;
const deps: EmailDeps = {
  desks: loadDesks(),
  words,
  post: async (letter) => {
    sent.push(letter);
    return { is: 'accepted', receipt: 'test' };
  },
  linkTo: async (page, reference) => `https://wegwijzer.example.org/${page}/${reference}`,
  counsellorAddress: async () => counsellor,
};
beforeEach(() => {
  sent = [];
  counsellor = {
    email: 'counsellor@example.org',
    name: 'Een Begeleider',
    language: 'nl',
    label: 'Mevrouw T.',
    allowed: true,
  };
});

const lineOf = (event: HistoryEvent, body: object | null = null, note: string | null = null): HistoryLine => ({
  id: 41,
  event,
  state: 'delivered',
  actor: 'desk',
  at: new Date('2026-11-24T09:00:00.000Z'),
  note,
  body,
});
const errand = (about: HistoryLine, referral: Referral | undefined = aReferral()): Errand => ({
  reference: REFERENCE,
  conversation: 'c',
  channel: {},
  audience: 'client',
  attempt: 1,
  nth: 2,
  generation: 0,
  about,
  referral,
});

/** The letter that went out, read back from its bytes. */
async function read() {
  expect(sent).toHaveLength(1);
  const transport = createTransport({ streamTransport: true, buffer: true });
  const { message } = await transport.sendMail(composeLetter(sent[0] as Letter, FROM));
  return PostalMime.parse(message as Buffer);
}
const tell = (send: Send<never>, about: HistoryLine, channel: object, referral?: Referral) =>
  send(errand(about, referral), channel as never);
const toClient = (about: HistoryLine, referral?: Referral) =>
  tell(createClientMail(deps), about, { kind: 'client-email' }, referral);
const toCounsellor = (about: HistoryLine, referral?: Referral) =>
  tell(createCounsellorMail(deps), about, { kind: 'counsellor-email', counsellor: 'c-1' }, referral);
const toDesk = (about: HistoryLine, referral?: Referral, desk: string | undefined = 'oss-ghent') =>
  tell(createDeskMail(deps), about, { kind: 'email', to: 'oss-ghent@example.org', desk }, referral);

const APPOINTMENT = { on: '2026-12-01', at: '09:30', minutes: 45, how: 'visit', place: 'Markt 1, Gent' };
const SAYS: { readonly [event in HistoryEvent]?: object } = {
  accept: { appointment: APPOINTMENT, note: 'Breng de papieren mee.' },
  'ask-more': { questions: ['in-belgium-since', 'recognition'], note: 'Welke school was het?' },
  decline: { reason: 'no-room', note: 'Na nieuwjaar is er weer plaats.' },
  advise: { advice: 'Eerst NARIC.\nDan solliciteren.', perspective: 'professional', nextStep: 'Bel VDAB.' },
};
const speaks = (language: Language) => {
  const { client } = aReferral();
  return aReferral({ client: { ...client, languages: { ...client.languages, conversation: language } } });
};

describe('the mail to a client', () => {
  it.each(LANGUAGES)('is in %s, says what comes next, and has the link to their own page', async (language) => {
    for (const event of ['accept', 'ask-more', 'decline', 'advise', 'park', 'relink'] as const) {
      sent = [];
      expect(await toClient(lineOf(event, SAYS[event] ?? null), speaks(language))).toMatchObject({ is: 'accepted' });
      const { text = '', html = '', subject, to, headers } = await read();
      expect(to?.map(({ address }) => address)).toEqual(['client@example.org']);
      expect(subject).toBe(words.t(language, 'news:subject', { reference: REFERENCE }));
      expect(headers.find(({ key }) => key === 'content-language')?.value).toBe(language);
      expect(html).toContain(`<html lang="${language}" dir="${words.dir(language)}">`);
      for (const part of [text, html]) expect(part).toContain(`https://wegwijzer.example.org/status/${REFERENCE}`);
    }
  });

  it.each(['accept', 'ask-more', 'decline', 'advise', 'park'] as const)(
    'says nothing personal when the desk says %s: neither their name nor what the desk wrote',
    async (event) => {
      await toClient(lineOf(event, SAYS[event] ?? null));
      const { text = '', html = '' } = await read();
      for (const part of [text, html]) {
        expect(part).not.toMatch(/Test Persoon|papieren mee|Welke school|Na nieuwjaar|NARIC|Markt 1|سوريا/);
      }
    },
  );

  it('says that an old link was replaced, and where the new one leads', async () => {
    await toClient(lineOf('relink'), speaks('nl'));
    const { text = '' } = await read();
    expect(text).toContain('Je pagina heeft een nieuwe link. De oude werkt niet meer.');
  });

  it('gives another way in when the referral could not be delivered: the desk, the agency, the same on paper', async () => {
    await toClient(lineOf('park', null, 'smtp-550'), speaks('nl'));
    const { text = '' } = await read();
    for (const way of ['https://oss-ghent.example.org/', 'agentschap', '/print/', '/status/', 'Neem zelf contact op']) {
      expect(text).toContain(way);
    }
    expect(text).not.toContain('smtp-550');
  });

  it('goes nowhere once the client erased everything, or shared no address', async () => {
    const about = lineOf('accept', SAYS.accept);
    const silent = aReferral({ client: { ...aReferral().client, reach: null } });
    expect(await createClientMail(deps)({ ...errand(about), referral: undefined } as Errand, {} as never)).toEqual({
      is: 'accepted',
      receipt: 'gone',
    });
    expect(await toClient(about, silent)).toEqual({ is: 'accepted', receipt: 'gone' });
    expect(sent).toEqual([]);
  });
});

describe('the mail to a counsellor', () => {
  it.each(['nl', 'en', 'fr'] as const)(
    'tells in %s which client, what happened and what the desk said',
    async (language) => {
      counsellor = { email: 'counsellor@example.org', name: '', language, label: 'Mevrouw T.', allowed: true };
      await toCounsellor(lineOf('accept', SAYS.accept));
      const { text = '', html = '', to } = await read();
      expect(to?.map(({ address }) => address)).toEqual(['counsellor@example.org']);
      const day = words.value(language, { day: '2026-12-01' });
      const title = words.t(language, 'news-counsellor:title.accept');
      const link = 'https://wegwijzer.example.org/counsellor/';
      for (const said of ['Mevrouw T.', day, '09:30', 'Markt 1, Gent', 'Breng de papieren mee.', title, link]) {
        expect(text).toContain(said);
        expect(html).toContain(said);
      }
    },
  );

  it.each([
    { event: 'ask-more', says: ['In België sinds', 'Erkenning', 'Welke school was het?'] },
    { event: 'decline', says: ['Geen plaats', 'Na nieuwjaar is er weer plaats.'] },
    { event: 'advise', says: ['Eerst NARIC.', 'Dan solliciteren.', 'Op weg naar werk', 'Bel VDAB.'] },
    { event: 'park', says: ['niet bij het loket geraakt', 'https://oss-ghent.example.org/', 'afdrukken'] },
    { event: 'alert-counsellor', says: ['10 werkdagen', 'https://oss-ghent.example.org/'] },
    { event: 'withdraw', says: ['trok de aanmelding in'] },
  ] as const)('tells of $event: $says', async ({ event, says }) => {
    await toCounsellor(lineOf(event, SAYS[event] ?? null));
    const { text = '' } = await read();
    for (const said of says) expect(text).toContain(said);
  });

  it('has words for everything a counsellor may hear of, also once what was said is erased', async () => {
    const events = [
      'deliver',
      'park',
      'accept',
      'ask-more',
      'decline',
      'advise',
      'close',
      'withdraw',
      'answer',
    ] as const;
    for (const event of [...events, 'acknowledge-recall', 'alert-counsellor'] as const) {
      sent = [];
      const gone = { ...errand(lineOf(event)), referral: undefined } as Errand;
      await createCounsellorMail(deps)(gone, { kind: 'counsellor-email', counsellor: 'c-1' });
      expect((await read()).text).toContain('Mevrouw T.');
    }
  });

  it('names no client but by the name on their own list, and nothing of that in the subject', async () => {
    await toCounsellor(lineOf('accept', SAYS.accept));
    const { text = '', html = '', subject } = await read();
    expect(subject).toBe(`Nieuws over aanmelding ${REFERENCE}`);
    for (const part of [text, html]) expect(part).not.toMatch(/Test Persoon|client@example/);
  });

  it('goes nowhere when the counsellor is gone', async () => {
    counsellor = undefined;
    expect(await toCounsellor(lineOf('deliver'))).toEqual({ is: 'accepted', receipt: 'gone' });
    expect(sent).toEqual([]);
  });

  it('goes nowhere when the counsellor is off the list, and is parked for somebody to see', async () => {
    counsellor = counsellor && { ...counsellor, allowed: false };
    expect(await toCounsellor(lineOf('deliver'))).toEqual({ is: 'refused', code: 'counsellor-not-allowed' });
    expect(sent).toEqual([]);
  });
});

const ANSWER = {
  answers: [
    { question: 'in-belgium-since', value: '2022-03', text: { nl: 'maart 2022', client: 'مارس 2022' } },
    { question: 'target-occupation', value: 'Nurse', text: { nl: 'Nurse', client: 'Nurse' } },
  ],
  note: 'شكرا',
};

describe('the mail to a desk', () => {
  it('sets the answers beside the questions, in Dutch and in the words of the client', async () => {
    await toDesk(lineOf('answer', ANSWER));
    const { text = '', html = '', subject } = await read();
    expect(subject).toBe(`Antwoord bij aanmelding ${REFERENCE}`);
    expect(text).toContain('In België sinds: \u2068maart 2022\u2069 / \u2068مارس 2022\u2069');
    expect(html).toMatch(
      /In België sinds<\/th><td [^>]*><bdi dir="auto">maart 2022<\/bdi><\/td><td [^>]*><bdi lang="ar" dir="rtl">مارس 2022</,
    );
    expect(text.match(/Nurse/g)).toHaveLength(1);
    expect(html).toMatch(/<blockquote [^>]*dir="auto">شكرا</);
    expect(text).toContain(`https://wegwijzer.example.org/desk/${REFERENCE}`);
  });

  it.each([
    {
      event: 'withdraw',
      note: null,
      subject: `Ingetrokken: aanmelding ${REFERENCE}`,
      says: 'Neem geen contact meer op',
    },
    { event: 'withdraw', note: 'erased', subject: `Ingetrokken: aanmelding ${REFERENCE}`, says: 'wiste ook alles' },
    {
      event: 'erase',
      note: null,
      subject: `Graag wissen: aanmelding ${REFERENCE}`,
      says: 'Wis ook bij het loket de mail',
    },
    { event: 'remind-desk', note: null, subject: `Nog geen antwoord op aanmelding ${REFERENCE}`, says: '5 werkdagen' },
  ] as const)('tells of $event ($note) and where to answer', async ({ event, note, subject, says }) => {
    await toDesk(lineOf(event, null, note));
    const parsed = await read();
    expect(parsed.subject).toBe(subject);
    expect(parsed.text).toContain(says);
    expect(parsed.text).toContain(`https://wegwijzer.example.org/desk/${REFERENCE}`);
  });

  it('recalls without a link where the desk is not reached any more', async () => {
    for (const to of ['before@example.org', 'oss-ghent@example.org']) {
      sent = [];
      await tell(createDeskMail(deps), lineOf('withdraw'), { kind: 'email', to, desk: 'oss-ghent' });
      const { text = '', html = '' } = await read();
      expect(text).toContain('Neem geen contact meer op');
      for (const part of [text, html]) expect(part.includes('/desk/')).toBe(to === 'oss-ghent@example.org');
    }
  });

  it('comes after the letter with the referral in one thread, also once everything is erased', async () => {
    await createDeskMail(deps)(
      { ...errand(lineOf('deliver')), about: undefined, referral: aReferral() },
      {
        kind: 'email',
        to: 'desk@example.org',
      },
    );
    const first = await read();
    sent = [];
    await createDeskMail(deps)({ ...errand(lineOf('withdraw', null, 'erased')), referral: undefined } as Errand, {
      kind: 'email',
      to: 'desk@example.org',
      desk: 'oss-ghent',
    });
    const recall = await read();
    expect(recall.inReplyTo).toBe(first.messageId);
    expect(recall.references).toBe(first.messageId);
    expect(recall.messageId).not.toBe(first.messageId);
    expect(recall.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
  });

  it('has the same ids every time, and others for another line', async () => {
    await toDesk(lineOf('remind-desk'));
    await toDesk(lineOf('remind-desk'));
    await toDesk({ ...lineOf('remind-desk'), id: 42 });
    const [once, twice, other] = sent.map((letter) => composeLetter(letter, FROM).messageId);
    expect(twice).toBe(once);
    expect(other).not.toBe(once);
  });
});

/** Every letter in which somebody's own words stand, with these words in every place that takes them. */
const WRITTEN: readonly { readonly what: string; readonly write: (typed: string) => Promise<unknown> }[] = [
  {
    what: 'the answers, to the desk',
    write: (typed) =>
      toDesk(
        lineOf('answer', {
          answers: [{ question: 'target-occupation', value: typed, text: { nl: typed, client: `${typed}!` } }],
          note: typed,
        }),
      ),
  },
  {
    what: 'the appointment, to the counsellor',
    write: (typed) => {
      counsellor = { email: 'counsellor@example.org', name: typed, language: 'nl', label: typed, allowed: true };
      return toCounsellor(lineOf('accept', { appointment: { ...APPOINTMENT, place: typed }, note: typed }));
    },
  },
  {
    what: 'the advice, to the counsellor',
    write: (typed) => toCounsellor(lineOf('advise', { advice: typed, perspective: 'combined', nextStep: typed })),
  },
  {
    what: 'the failure, to the client',
    write: (typed) => {
      const { client, desk } = aReferral();
      return toClient(
        lineOf('park'),
        aReferral({ client: { ...client, name: typed }, desk: { ...desk, name: typed } }),
      );
    },
  },
];

describe.each(WRITTEN)('what people typed cannot break $what', ({ write }) => {
  it.each([
    ['a header', 'Eve\r\nBcc: someone@example.net\r\n\r\nnew body'],
    ['a folded header', 'Eve\n Bcc: someone@example.net'],
    ['line separators', 'Eve\u2028Bcc: someone@example.net\u2029'],
  ])('%s stays text', async (_what, typed) => {
    await write(typed);
    const parsed = await read();
    expect(parsed.to).toHaveLength(1);
    expect(parsed.headers.filter(({ key }) => key === 'bcc')).toEqual([]);
    expect(parsed.text).toContain('Eve');
  });

  it('HTML is shown as it was typed', async () => {
    await write(`<img src=x onerror=alert(1)></td> & "quotes" 'single'`);
    const { html = '' } = await read();
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&lt;/td&gt; &amp; &quot;quotes&quot; &#39;single&#39;');
    expect(html).not.toMatch(/<img|<script|<style|src=[^x]|url\(/);
  });

  it('right-to-left words do not turn what stands around them', async () => {
    await write('محمد \u202eevil\u2066');
    const { html = '', text = '' } = await read();
    for (const part of [text, html]) expect(part).not.toContain('\u202e');
    const opened = text.match(/[\u2066-\u2068]/g)?.length ?? 0;
    expect(text.match(/\u2069/g)?.length ?? 0).toBe(opened);
    expect(opened).toBeGreaterThan(0);
  });

  it('10,000 characters are cut', async () => {
    await write('x'.repeat(10_000));
    const { html = '', text = '' } = await read();
    expect(text).toContain('x'.repeat(100));
    for (const part of [text, html]) {
      expect(part).not.toContain('x'.repeat(2_001));
      expect(part.length).toBeLessThan(16_000);
    }
  });

  it('10,000 lines are cut', async () => {
    await write('regel\n'.repeat(10_000));
    const { html = '', text = '' } = await read();
    for (const part of [text, html]) expect(part.length).toBeLessThan(16_000);
  });
});
