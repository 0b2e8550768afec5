import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { writeLetter } from '../../src/delivery/email.ts';
import { composeLetter } from '../../src/delivery/mail.ts';
import { plainLine } from '../../src/delivery/plain.ts';
import type { Referral } from '../../src/domain/referral.ts';
import { loadWords } from '../../src/words/words.ts';
import { aReferral } from './a-referral.ts';

const words = loadWords(new URL('../../locales', import.meta.url).pathname, ['nl', 'en', 'fr']);

const ANSWER = 'https://wegwijzer.example.org/r/a-token';

/** As a desk's mail program reads it. */
async function read(referral: Referral) {
  const letter = { ...writeLetter(referral, 'desk', words, ANSWER), to: 'desk@example.org', nth: 0 };
  const transport = createTransport({ streamTransport: true, buffer: true });
  const { message } = await transport.sendMail(composeLetter(letter, 'Wegwijzer <wegwijzer@example.org>'));
  return PostalMime.parse(message as Buffer);
}
const named = (name: string, change: Partial<Referral> = {}) =>
  aReferral({ client: { ...aReferral().client, name }, ...change });

describe('the letter to a desk', () => {
  it('says in its subject no more than the reference and the region', async () => {
    expect((await read(aReferral())).subject).toBe('Aanmelding K7QX-M3PD (Stad Gent)');
    const { subject } = await read(aReferral({ desk: { ...aReferral().desk, id: 'person', region: null } }));
    expect(subject).toBe('Aanmelding K7QX-M3PD (regio nog niet bekend)');
  });

  it('carries the whole referral as JSON', async () => {
    const { attachments } = await read(aReferral());
    expect(attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['referral-K7QX-M3PD.json', 'application/json'],
    ]);
    expect(JSON.parse(Buffer.from(attachments[0]?.content as ArrayBuffer).toString('utf8'))).toEqual(aReferral());
  });

  it('has the same ids every time it is sent, and others for another desk or referral', async () => {
    const ids = async (referral: Referral) => {
      const { messageId, headers } = await read(referral);
      return [messageId, headers.find(({ key }) => key === 'idempotency-key')?.value];
    };
    expect(await ids(aReferral())).toEqual(await ids(aReferral({ rules: '2027-01' })));
    const others = [
      aReferral({ reference: 'OTHER-1' }),
      aReferral({ desk: { ...aReferral().desk, id: 'oss-brussels' } }),
    ];
    for (const other of others) expect(await ids(other)).not.toEqual(await ids(aReferral()));
  });

  it('says everything in text and in HTML alike: who, what they want, what is certain, what is open, what is asked', async () => {
    const { text = '', html = '' } = await read(aReferral());
    const { summary } = aReferral();
    const saidInBoth = [
      'Test Persoon',
      'client@example.org',
      'Wat wij vragen',
      ...summary.lines.flatMap((line) => [line.text.nl, line.text.client]),
      ...summary.openQuestions.flatMap((open) => [open.text.nl, open.text.client]),
      ...summary.steps.flatMap((step) => [step.text.nl, step.text.client]),
      summary.ocmwNote?.nl ?? '',
      'Puntenlijst',
      'nagekeken op 2026-11-22',
    ];
    for (const said of saidInBoth) {
      expect(text.toLowerCase()).toContain(said.toLowerCase());
      expect(html.toLowerCase()).toContain(said.toLowerCase());
    }
  });

  it('sets both languages beside each other with one id, each with its language and direction', async () => {
    const { html = '' } = await read(aReferral());
    for (const { id } of aReferral().summary.lines) {
      expect(html).toMatch(new RegExp(`<td lang="nl" dir="ltr" [^>]*><span data-line="${id}">`));
      // The column's own direction, also for a line that begins with a Latin name.
      expect(html).toMatch(new RegExp(`<td lang="ar" dir="rtl" [^>]*><span data-line="${id}"><bdi dir="rtl">`));
    }
  });

  it('says near the top where to answer, in both parts', async () => {
    const { text = '', html = '' } = await read(aReferral());
    const line = text.split('\n').findIndex((one) => one.startsWith('Antwoord hier') && one.endsWith(ANSWER));
    expect(line).toBeGreaterThan(0);
    expect(line).toBeLessThan(text.split('\n').indexOf('WIE IS HET'));
    expect(html.indexOf(`<a href="${ANSWER}"`)).toBeGreaterThan(0);
    expect(html.indexOf(`<a href="${ANSWER}"`)).toBeLessThan(html.indexOf('data-line'));
  });

  it('follows the order of ISBAR', async () => {
    const { text = '' } = await read(aReferral());
    const places = ['WIE IS HET', 'SITUATIE', 'ACHTERGROND', 'BEOORDELING', 'VRAAG'].map((name) =>
      text.indexOf(`${name}\n`),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  it('names the source of every line and marks what is open', async () => {
    const { text = '' } = await read(aReferral());
    expect(text).toContain('E3, alleen het jaar is bekend [regel E3, open]');
    expect(text).toContain('Erkend vluchteling, in België sinds 2022 [cliënt]');
  });

  it.each([
    ['client', 'cliënt'],
    ['client, counsellor', 'cliënt, begeleider'],
    ['rule S1 §7.1.2, §7.4', 'regel S1 §7.1.2, §7.4'],
    ['client, rule E2; S1 §8.2.1', 'cliënt, regel E2; S1 §8.2.1'],
    ['derived', 'afgeleid'],
    ['something new', 'something new'],
  ])('says the source "%s" as "%s"', async (source, said) => {
    const referral = aReferral();
    const [first, ...others] = referral.summary.lines;
    if (first === undefined) throw new Error('no line');
    const lines = [{ ...first, text: { nl: 'Een zin', client: 'x' }, source, open: false }, ...others];
    const { text = '' } = await read(aReferral({ summary: { ...referral.summary, lines } }));
    expect(text).toContain(`Een zin [${said}]`);
  });

  it('shows a few offers, and how many more there are', async () => {
    const offer = (id: string) => ({ id, fit: 'check', reason: 'check-status', status: 'unverified' }) as const;
    const ids = [
      'jobroad',
      'duo-for-a-job',
      'practise-dutch-online',
      'career-vouchers',
      'leerwinkel-west',
      'self-employment',
    ];
    const { assessment } = aReferral();
    const textWith = async (count: number) =>
      (await read(aReferral({ assessment: { ...assessment, offers: ids.slice(0, count).map(offer) } }))).text;
    const six = await textWith(6);
    expect(six).toContain(words.t('nl', 'offers:career-vouchers.name'));
    expect(six).not.toContain(words.t('nl', 'offers:leerwinkel-west.name'));
    expect(six).toContain('- en nog 2 andere');
    expect(await textWith(4)).not.toContain('en nog');
  });

  it('points at what is open where something is, and only there', async () => {
    const first = words.t('nl', 'mail:asked.open');
    expect((await read(aReferral())).text).toContain(first);
    const { summary } = aReferral();
    expect((await read(aReferral({ summary: { ...summary, openQuestions: [] } }))).text).not.toContain(first);
  });

  it('says that something was left out, and not what', async () => {
    const { text = '' } = await read(aReferral());
    expect(text).toContain('De cliënt liet dit weg uit de aanmelding: Wat moeilijk is.');
  });

  it('says so when there is no name and no way to reach the client', async () => {
    const { text = '' } = await read(aReferral({ client: { ...aReferral().client, name: null, reach: null } }));
    expect(text).toContain('De cliënt geeft liever geen naam.');
    expect(text).toContain('De cliënt gaf geen contactgegevens.');
  });

  it('names the referrer and where to answer', async () => {
    const referrer = { name: 'Een begeleider', organisation: 'Een agentschap', returnTo: 'terug@example.org' };
    const { text = '' } = await read(aReferral({ referrer }));
    expect(text).toContain(
      'Doorverwezen door Een begeleider (Een agentschap). Laat daar ook iets weten: terug@example.org',
    );
  });

  it('reaches the desk although a code has no words yet', async () => {
    const { assessment } = aReferral();
    const route = { ...assessment.route, reason: 'a-new-reason' };
    expect((await read(aReferral({ assessment: { ...assessment, route } }))).text).toContain('a-new-reason');
  });

  it('uses inline styles and tables only, and loads nothing', async () => {
    const { html = '' } = await read(aReferral());
    expect(html).not.toMatch(/<style|<script|<link|<img|url\(|src=/i);
    expect(html.match(/href="[^"]*"/g)).toEqual([`href="${ANSWER}"`]);
  });
});

describe('what a person typed cannot break the letter', () => {
  it.each([
    ['a header', 'Eve\r\nBcc: someone@example.net\r\n\r\nnew body'],
    ['a folded header', 'Eve\n Bcc: someone@example.net'],
    ['line and paragraph separators', 'Eve\u2028Bcc: someone@example.net\u2029'],
  ])('%s in a name stays text', async (_what, name) => {
    const parsed = await read(named(name));
    expect(parsed.to?.map(({ address }) => address)).toEqual(['desk@example.org']);
    expect(parsed.bcc).toBeUndefined();
    expect(parsed.headers.filter(({ key }) => key === 'bcc')).toEqual([]);
    expect(parsed.text).toMatch(/Wie: \u2068Eve Bcc: someone@example\.net.*\u2069/);
  });

  it('a reference or desk that tries the same is made harmless', async () => {
    const desk = { ...aReferral().desk, id: 'x\r\nBcc: someone@example.net' };
    const parsed = await read(aReferral({ reference: 'R\r\nBcc: someone@example.net', desk }));
    expect(parsed.headers.filter(({ key }) => key === 'bcc')).toEqual([]);
    expect(parsed.attachments[0]?.filename).toMatch(/^referral-R[\w-]+\.json$/);
  });

  it('HTML is shown as it was typed', async () => {
    const { html = '' } = await read(named(`<img src=x onerror=alert(1)> & "quotes" 'single'`));
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot; &#39;single&#39;');
    expect(html).not.toContain('<img');
  });

  it('a right-to-left name is set apart from the Dutch around it', async () => {
    const { html = '', text = '' } = await read(named('محمد \u202eevil'));
    expect(html).toContain('<bdi dir="auto">محمد evil</bdi>');
    expect(text).toContain('Wie: \u2068محمد evil\u2069');
  });

  it('10,000 characters are cut where a reader would cut them', async () => {
    const flag = '\u{1f1e7}\u{1f1ea}';
    const lines = [{ ...aReferral().summary.lines[0], text: { nl: flag.repeat(2_500), client: 'x'.repeat(10_000) } }];
    const referral = aReferral({ summary: { ...aReferral().summary, lines: lines as never } });
    const { html = '', text = '' } = await read(referral);
    expect(text).toContain(`- ${flag.repeat(100)} … [cliënt]`);
    expect(html.length).toBeLessThan(40_000);
    expect(html).not.toContain('x'.repeat(401));
  });

  it('10,000 characters that are one letter with its marks do not get through either', () => {
    expect(plainLine(`e${'\u0301'.repeat(10_000)}`).length).toBeLessThan(410);
    expect(plainLine('\ud800 half')).toBe('\ufffd half');
    expect(plainLine(`\u2068${'a'.repeat(500)}\u2069`)).toMatch(/^\u2068a{399}\u2069 …$/);
  });
});
