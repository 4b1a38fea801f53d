import type { Agreement } from './agree';
import { durabilityMessages as messages } from './durability.messages';

/** What a person is told about a start that had something to put right; null when there was nothing. */
export function accountOf({ plan, restored, missing }: Agreement): string | null {
  if (plan === 'rebuild') return missing > 0 ? messages.rebuiltWithLoss(missing) : messages.rebuilt;
  if (missing > 0) return messages.missing(missing);
  return restored > 0 ? messages.restored(restored) : null;
}
