/** Answers to `adaptiveCard/action`, in the forms that Bot Framework has for them (AdaptiveCardInvokeResponse). */
export interface InvokeAnswer {
  readonly status: number;
  readonly body?: { readonly statusCode: number; readonly type: string; readonly value: unknown };
}

const answer = (status: number, type: string, value: unknown): InvokeAnswer => ({
  status,
  body: { statusCode: status, type: `application/vnd.microsoft.${type}`, value },
});

/** Teams shows this card in the place of the one that was pressed. */
export const cardAnswer = (card: object): InvokeAnswer => answer(200, 'card.adaptive', card);

/** Teams shows this text beside the card, which stays. */
export const messageAnswer = (text: string): InvokeAnswer => answer(200, 'activity.message', text);

/** The card stays and can be pressed again. */
export const errorAnswer = (status: 400 | 500, code: string, message: string): InvokeAnswer =>
  answer(status, 'error', { code, message });
