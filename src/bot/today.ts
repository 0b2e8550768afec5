/** The Belgian calendar, on which stays and rules are counted. Made once: building a formatter costs a millisecond. */
const BELGIUM = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' });

/** The day in Belgium at this moment, `YYYY-MM-DD`. */
export const todayInBelgium = (now: Date): string => BELGIUM.format(now);
