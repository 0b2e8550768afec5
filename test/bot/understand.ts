import type { Interpret } from '../../src/bot/ports.ts';

/** Understands single words only, so that these tests are about the bot and not about understanding. */
export const understand: Interpret = (question, text) => {
  const said = text.trim().toLowerCase();
  const command = {
    help: 'help',
    waarom: 'why',
    terug: 'back',
    wijzigen: 'change',
    stop: 'stop',
    wissen: 'erase',
    opnieuw: 'restart',
    mens: 'human',
    français: 'language:fr',
    english: 'language:en',
  }[said];
  if (command !== undefined) return { is: 'interrupt', what: command as 'help' };
  if (said === 'ja' || said === 'yes') return { is: 'value', value: true };
  if (said === 'nee' || said === 'no') return { is: 'value', value: false };
  if (question === 'in-belgium-since' && /^\d{4}-\d{2}$/.test(said)) return { is: 'value', value: said };
  if (question === 'location' && /^\d{4}$/.test(said)) return { is: 'value', value: { postcode: said } };
  if (question === 'nationalities' && said === 'sirië') return { is: 'confirm', value: ['SY'] };
  if (question === 'target-occupation' && said !== 'xyzzy')
    return { is: 'value', value: { targetOccupation: text, regulatedProfession: null } };
  if (question === 'name') return { is: 'value', value: text };
  if (question === 'reach' && said.includes('@')) return { is: 'value', value: { email: said } };
  return { is: 'reject' };
};
