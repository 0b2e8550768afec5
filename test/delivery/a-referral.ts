/** A referral as the bot makes it, and a turn that submits it. */
import type { Saved, TurnChange } from '../../src/bot/ports.ts';
import type { Referral } from '../../src/domain/referral.ts';

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
      languages: { conversation: 'fr', dutch: 'A2', french: 'yes', english: 'no' },
      interpreter: false,
    },
    facts: [
      { key: 'nationalities', value: ['SY'], author: 'client', at: '2026-11-22T10:02:00.000Z' },
      { key: 'region', value: 'ghent', author: 'derived', at: '2026-11-22T10:03:00.000Z' },
    ],
    leftOut: ['income'],
    assessment: {
      rules: '2026-11',
      criteria: [
        {
          id: 'E1',
          outcome: 'met',
          reason: 'third-country',
          source: { title: 'Rapport', ref: 'S1 §7.1.2', checkedOn: '2026-11-22' },
        },
        {
          id: 'E3',
          outcome: 'review',
          reason: 'year-only',
          source: { title: 'Rapport', ref: 'S1 §7.1.2', checkedOn: '2026-11-22' },
        },
      ],
      projectEligibility: 'review',
      deskAccess: 'review',
      perspective: { outcome: 'professional', reason: 'work-soon' },
      route: { to: 'desk', region: 'ghent', followUp: true, reason: 'person-decides' },
      documents: [
        { id: 'residence-document', need: 'required', reason: 'proof-of-stay', status: 'have', wayRound: null },
        { id: 'diploma', need: 'required', reason: 'proof-of-diploma', status: 'can-get', wayRound: null },
      ],
      offers: [],
      flags: ['living-wage'],
      missing: [],
      nextSteps: [],
    },
    referrer: null,
    consent: {
      at: '2026-11-22T10:14:30.000Z',
      language: 'fr',
      shown: ['name', 'reach', 'facts'],
      channel: 'directline',
    },
    summary: {
      lines: [
        {
          id: 'identification.name',
          section: 'identification',
          text: { nl: 'Naam: Test Persoon', client: 'Nom : Test Persoon' },
          source: 'client',
          open: false,
        },
        {
          id: 'situation.status',
          section: 'situation',
          text: { nl: 'Erkend vluchteling', client: 'Réfugié reconnu' },
          source: 'client',
          open: false,
        },
        {
          id: 'background.arrival',
          section: 'background',
          text: { nl: 'In België sinds 2022, maand onbekend', client: 'En Belgique depuis 2022, mois inconnu' },
          source: 'client',
          open: true,
        },
        {
          id: 'assessment.e3',
          section: 'assessment',
          text: { nl: 'Vijf jaar: een mens kijkt dit na', client: 'Cinq ans : une personne vérifie' },
          source: 'rule E3',
          open: false,
        },
        {
          id: 'request.ask',
          section: 'request',
          text: { nl: 'Graag een eerste gesprek', client: 'Demande un premier entretien' },
          source: 'client',
          open: false,
        },
      ],
      openQuestions: [
        { id: 'open.inBelgiumSince', text: { nl: 'In welke maand aangekomen?', client: 'Arrivé quel mois ?' } },
      ],
      steps: [
        { id: 'step.naric', term: 'short', text: { nl: 'NARIC aanvragen', client: 'Demander NARIC' } },
        { id: 'step.nt2', term: 'long', text: { nl: 'Verder met Nederlands', client: 'Continuer le néerlandais' } },
      ],
      ocmwNote: { nl: 'Leefloon: overleg met het OCMW.', client: "Revenu d'intégration : concertation avec le CPAS." },
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
