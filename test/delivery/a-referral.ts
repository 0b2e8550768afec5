/** A referral as the bot makes it, and a turn that submits it. */
import type { Saved, TurnChange } from '../../src/bot/ports.ts';
import type { CriterionVerdict, DocumentVerdict, TraceLine } from '../../src/domain/assessment.ts';
import type { IsbarSection, Referral, SummaryLine } from '../../src/domain/referral.ts';

const SOURCE = { title: 'Rapport', ref: 'S1 §7.1.2', checkedOn: '2026-11-22' } as const;

const criterion = (id: CriterionVerdict['id'], outcome: CriterionVerdict['outcome'], reason: string) => ({
  id,
  outcome,
  reason,
  source: SOURCE,
});

const paper = (
  id: DocumentVerdict['id'],
  need: DocumentVerdict['need'],
  status: DocumentVerdict['status'],
  reason: string,
  wayRound: string | null = null,
) => ({ id, need, status, reason, wayRound });

/** @param fee of a specific recognition, where one goes with it */
const traced = (of: TraceLine['of'], id: string, rule: string, fee?: number): TraceLine => {
  const validFrom = '2018-01-01';
  const own = { rule, validFrom, source: SOURCE };
  if (fee === undefined) return { of, id, grounds: [own] };
  const page = { ...SOURCE, title: 'Kosten', ref: 'https://naric.example.org/kosten' };
  return { of, id, grounds: [own, { rule: 'figures.naric-specific-fee', validFrom, source: page, amount: fee }] };
};

const line = (
  id: string,
  section: IsbarSection,
  nl: string,
  client: string,
  source = 'client',
  open = false,
): SummaryLine => ({ id, section, text: { nl, client }, source, open });

/** A whole referral of an Arabic speaker in Ghent, with everything that a desk may get to see. */
export function aReferral(changes: Partial<Referral> = {}): Referral {
  return {
    schema: 'wegwijzer/referral-1',
    reference: 'K7QX-M3PD',
    createdAt: '2026-11-22T10:15:00.000Z',
    rules: '2026-11',
    desk: {
      id: 'oss-ghent',
      name: 'One-Stop-Shop Gent',
      region: 'ghent',
      email: 'oss-ghent@example.org',
      website: 'https://oss-ghent.example.org/',
    },
    client: {
      name: 'Test Persoon',
      reach: { email: 'client@example.org', phone: '+32 400 00 00 00' },
      languages: { conversation: 'ar', dutch: 'A2', french: 'no', english: 'yes' },
      interpreter: false,
    },
    facts: [
      { key: 'nationalities', value: ['SY'], author: 'client', at: '2026-11-22T10:02:00.000Z' },
      { key: 'region', value: 'ghent', author: 'derived', at: '2026-11-22T10:03:00.000Z' },
      { key: 'diplomaLevel', value: 'master', author: 'client', at: '2026-11-22T10:05:00.000Z' },
    ],
    leftOut: ['obstacles'],
    assessment: {
      rules: '2026-11',
      criteria: [
        criterion('E1', 'met', 'third-country'),
        criterion('E2', 'met', 'legal-stay'),
        criterion('E3', 'review', 'year-only'),
        criterion('E4', 'met', 'higher-education'),
        criterion('E5', 'met', 'wants-level'),
        criterion('E6', 'met', 'english'),
      ],
      projectEligibility: 'review',
      deskAccess: 'review',
      perspective: { outcome: 'combined', reason: 'recognition-first' },
      route: { to: 'desk', region: 'ghent', followUp: true, reason: 'person-decides' },
      documents: [
        paper('residence-document', 'required', 'have', 'residence-legal-stay'),
        paper('diploma', 'required', 'can-get', 'diploma-shows-level'),
        paper('transcript', 'helpful', 'not-safe-to-get', 'transcript-naric', 'not-safe-do-not-contact'),
        paper('naric-application', 'required', 'unknown', 'naric-specific-regulated'),
        paper('cv', 'required', 'have', 'cv-work'),
        paper('jobseeker-registration', 'helpful', 'can-get', 'jobseeker-vdab'),
        paper('living-wage-decision', 'helpful', 'have', 'living-wage-ocmw'),
      ],
      offers: [],
      flags: ['regulated-profession', 'living-wage'],
      missing: ['inBelgiumSince'],
      nextSteps: [],
      trace: [
        traced('perspective', 'recognition-first', 'triage.perspective'),
        traced('route', 'person-decides', 'regions.ghent'),
        traced('document', 'residence-document', 'documents.residence-document'),
        traced('document', 'diploma', 'documents.diploma'),
        traced('document', 'transcript', 'documents.transcript'),
        traced('document', 'naric-application', 'documents.naric-application', 238),
        traced('document', 'cv', 'documents.cv'),
        traced('document', 'jobseeker-registration', 'documents.jobseeker-registration'),
        traced('document', 'living-wage-decision', 'documents.living-wage-decision'),
        traced('flag', 'regulated-profession', 'professions.nurse'),
        traced('flag', 'living-wage', 'documents.living-wage-decision'),
      ],
    },
    referrer: null,
    consent: {
      at: '2026-11-22T10:14:30.000Z',
      language: 'ar',
      shown: ['name', 'reach', 'facts'],
      channel: 'directline',
    },
    summary: {
      lines: [
        line('who', 'identification', 'Test Persoon, Syrië', 'Test Persoon، سوريا'),
        line(
          'languages',
          'identification',
          'Nederlands A2; Engels: ja; Frans: nee',
          'الهولندية A2؛ الإنجليزية: نعم؛ الفرنسية: لا',
        ),
        line('stay', 'situation', 'Erkend vluchteling, in België sinds 2022', 'لاجئ معترف به، في بلجيكا منذ 2022'),
        line('lives', 'situation', 'Woont in Gent (9000)', 'يسكن في غنت (9000)'),
        line('work', 'situation', 'Werkt niet, heeft een leefloon', 'لا يعمل، يتلقى دخل اندماج'),
        line(
          'diploma',
          'background',
          'Master in de gezondheidszorg, Syrië, 2016',
          'ماجستير في الرعاية الصحية، سوريا، 2016',
        ),
        line(
          'documents-have',
          'background',
          'Heeft: verblijfskaart, cv, beslissing leefloon',
          'لديه: بطاقة إقامة، سيرة ذاتية، قرار الدخل',
        ),
        line('documents-open', 'background', 'Nog niet: diploma, puntenlijst', 'ليس بعد: الشهادة، كشف العلامات'),
        line('criteria-met', 'assessment', 'In orde: E1, E2, E4, E5, E6', 'مستوفى: E1، E2، E4، E5، E6', 'rule E1'),
        line(
          'criteria-review',
          'assessment',
          'Een mens kijkt mee: E3, alleen het jaar is bekend',
          'يراجعه إنسان: E3، السنة فقط معروفة',
          'rule E3',
          true,
        ),
        line(
          'perspective',
          'assessment',
          'Werk en leren samen: eerst een erkenning',
          'العمل والتعلم معًا: الاعتراف أولًا',
          'rule perspective',
        ),
        line(
          'recognition-path',
          'assessment',
          'Erkenning als verpleegkundige: FOD Volksgezondheid. Volgorde: specifieke erkenning van je diploma (NARIC) en visum voor je beroep (FOD Volksgezondheid).',
          'الاعتراف بمهنة ممرض: دائرة الصحة العامة (FOD Volksgezondheid). الترتيب: معادلة محددة لشهادتك (NARIC) وتأشيرة لمهنتك (FOD Volksgezondheid).',
          'rule health.belgium.be',
        ),
        line('goal', 'request', 'Wil snel werken als verpleegkundige', 'يريد العمل قريبًا كممرض'),
        line(
          'request-review',
          'request',
          'Graag een eerste gesprek en een beslissing over E3',
          'يطلب مقابلة أولى وقرارًا بشأن E3',
          'rule route',
        ),
      ],
      openQuestions: [
        {
          id: 'open.inBelgiumSince',
          text: { nl: 'In welke maand kwam u in België aan?', client: 'في أي شهر وصلت إلى بلجيكا؟' },
        },
        { id: 'open.recognition', text: { nl: 'Is er al een erkenning aangevraagd?', client: 'هل طُلب الاعتراف؟' } },
      ],
      steps: [
        {
          id: 'start-naric-specific',
          term: 'short',
          text: { nl: 'Vraag de specifieke erkenning aan bij NARIC', client: 'اطلب الاعتراف الخاص من NARIC' },
        },
        {
          id: 'talk-to-ocmw',
          term: 'short',
          text: { nl: 'Overleg het traject met het OCMW', client: 'تحدث مع OCMW عن المسار' },
        },
        {
          id: 'dutch-for-work',
          term: 'long',
          text: { nl: 'Nederlands tot B2 voor het werk', client: 'الهولندية حتى B2 للعمل' },
        },
      ],
      ocmwNote: {
        nl: 'De cliënt heeft een leefloon. Een erkenning en Nederlands op niveau zijn nodig voor werk als verpleegkundige. Graag akkoord met dit traject.',
        client: 'يتلقى العميل دخل اندماج. الاعتراف واللغة الهولندية ضروريان للعمل كممرض. نرجو الموافقة على هذا المسار.',
      },
    },
    ...changes,
  };
}

export function aSaved(changes: Partial<Saved> = {}): Saved {
  return {
    v: 1,
    language: 'fr',
    answers: {},
    order: [],
    misses: 0,
    leftOut: [],
    dialog: null,
    flow: 'test',
    ...changes,
  };
}

/** A turn that says one thing. */
export function aTurn(key: string, changes: Partial<TurnChange> = {}): TurnChange {
  return { key, inbound: undefined, saved: aSaved(), replies: [{ type: 'message', text: 'ok' }], ...changes };
}
