/** What is told of a quarter, in the order of the page and of the table for spreadsheets, and how each thing is called. */
import type { Division, Quarter } from '../../domain/insight.ts';
import type { Language } from '../../domain/referral.ts';
import type { Param } from '../../domain/say.ts';
import type { Spread } from '../../domain/suppression.ts';
import type { Words } from '../ports.ts';

export type Say = (key: string, params?: { readonly [name: string]: Param }) => string;

export const sayIn =
  (words: Words, language: Language): Say =>
  (key, params) =>
    words(language, key.includes(':') ? key : `insight:${key}`, params);

export const CHAPTERS = ['inflow', 'criteria', 'arrival', 'follow-up', 'feedback', 'stopped'] as const;
type Chapter = (typeof CHAPTERS)[number];

export type Figure =
  | { readonly id: string; readonly chapter: Chapter; readonly division: Division }
  | { readonly id: string; readonly chapter: Chapter; readonly spread: Spread | undefined };

/** Every figure of a quarter; ids are the `indicator` of the table. */
export function figuresOf({ inflow, daysFromArrival, followUp, stopped }: Quarter): readonly Figure[] {
  return [
    { id: 'month', chapter: 'inflow', division: inflow.month },
    { id: 'region', chapter: 'inflow', division: inflow.region },
    { id: 'language', chapter: 'inflow', division: inflow.language },
    { id: 'perspective', chapter: 'inflow', division: inflow.perspective },
    { id: 'way', chapter: 'inflow', division: inflow.way },
    { id: 'channel', chapter: 'inflow', division: inflow.channel },
    { id: 'eligibility', chapter: 'criteria', division: inflow.eligibility },
    { id: 'days-from-arrival', chapter: 'arrival', spread: daysFromArrival },
    { id: 'standing', chapter: 'follow-up', division: followUp.standing },
    { id: 'days-to-answer', chapter: 'follow-up', spread: followUp.daysToAnswer },
    { id: 'answer', chapter: 'follow-up', division: followUp.answers },
    { id: 'reminded', chapter: 'follow-up', division: followUp.reminded },
    { id: 'feedback', chapter: 'feedback', division: followUp.feedback },
    { id: 'days-to-feedback', chapter: 'feedback', spread: followUp.daysToFeedback },
    { id: 'stopped-question', chapter: 'stopped', division: stopped.question },
    { id: 'stopped-language', chapter: 'stopped', division: stopped.language },
  ];
}

/** The name of one class of a figure. */
export function nameClass(say: Say, figure: string, code: string): string {
  if (code === 'unknown') return say('unknown');
  if (code === 'other') return say(figure === 'stopped-question' ? 'other-question' : 'other');
  switch (figure) {
    case 'month':
      return say('name', { name: { month: code } });
    case 'region':
      return code === 'out-of-area' ? say('out-of-area') : say(`questions:location.options.${code}`);
    case 'language':
    case 'stopped-language':
      return say('name', { name: { language: code as Language } });
    case 'perspective':
      return say(`verdicts:perspective.${code}`);
    case 'eligibility':
      return say(`verdicts:eligibility.${code}`);
    case 'stopped-question':
      return say(`questions:${code}.short`);
    default:
      return say(`${figure}.${code}`);
  }
}
