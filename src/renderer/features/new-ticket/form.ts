import { z } from 'zod';
import type { PersonChoice } from '../../components/PickPerson';
import type { Draft } from '../../../protocol/store-shapes';

/** What the form holds. */
export type NewTicketForm = {
  readonly subject: string;
  readonly body: string;
  readonly requester: PersonChoice | null;
  readonly team: string | null;
  readonly priority: string | null;
};

const emptyForm: NewTicketForm = {
  subject: '',
  body: '',
  requester: null,
  team: null,
  priority: null,
};

const DraftFields = z.object({
  subject: z.string().catch(''),
  requester: z
    .object({ id: z.string().nullable(), name: z.string(), hint: z.string() })
    .nullable()
    .catch(null),
  team: z.string().nullable().catch(null),
  priority: z.string().nullable().catch(null),
});

/** The form as it was left, or an empty one. An older version of the app may have kept other fields. */
export function formOfDraft(draft: Draft | undefined): NewTicketForm {
  if (draft === undefined) return emptyForm;
  const fields = DraftFields.safeParse(draft.fields);
  return { ...emptyForm, ...(fields.success ? fields.data : {}), body: draft.body };
}

/** True when nothing is worth keeping. */
export function isEmptyForm(form: NewTicketForm): boolean {
  const { subject, body, requester, team, priority } = form;
  return (
    subject.trim() === '' && body.trim() === '' && requester === null && team === null && priority === null
  );
}
