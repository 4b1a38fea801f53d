import { useId } from 'react';
import { FieldEditor, type FieldEditorProps } from './FieldEditor';
import { LabelledRow } from '../../components/LabelledRow';

type PropertyEditorProps = Omit<FieldEditorProps, 'inputId'>;

/** One property: its label and its editor. */
export function PropertyEditor(props: PropertyEditorProps) {
  const inputId = useId();
  return (
    <LabelledRow label={props.field.label} inputId={inputId}>
      <FieldEditor {...props} inputId={inputId} />
    </LabelledRow>
  );
}
