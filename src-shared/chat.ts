import type { AnswerEvent, ChatMessage } from './answers';

/** The message after one more event of its answer's stream: main stores it so, the page shows it so. */
export function withAnswerEvent(message: ChatMessage, event: AnswerEvent): ChatMessage {
  switch (event.type) {
    case 'text':
      return { ...message, text: message.text + event.text };
    case 'citation':
      return { ...message, citations: [...message.citations, event.citation] };
    case 'detail':
      return { ...message, details: [...message.details, event.text] };
    case 'soFar':
      return { ...message, soFar: event.soFar };
    case 'author':
      return { ...message, writtenBy: event.name };
    case 'claim':
    case 'phase':
      return message;
    case 'done':
      return { ...message, confidence: event.confidence, state: 'done' };
  }
}
