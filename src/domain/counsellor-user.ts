/**
 * How a counsellor is named where they speak in a client's conversation. Only tokens of ours carry such a name: what a
 * client claims to be is replaced.
 */
const PREFIX = 'counsellor:';

/** @param counsellor id of the account */
export const counsellorUser = (counsellor: string): string => `${PREFIX}${counsellor}`;

/** Whether whoever has this id is a counsellor. */
export const isCounsellorUser = (id: string | undefined): boolean => id?.startsWith(PREFIX) === true;
