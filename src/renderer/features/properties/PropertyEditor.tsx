import { memo, useId } from 'react';
import type { Field } from '../../../domain/field/field';
import { LabelledRow } from '../../components/LabelledRow';
import type { SetChange } from '../../components/PickTags';
import { FieldEditor, type FieldEditorProps } from './FieldEditor';

type PropertyEditorProps = Omit<FieldEditorProps, 'inputId' | 'onSet' | 'onSetChange'> & {
  readonly onSet: (field: Field, value: unknown) => void;
  readonly onSetChange: (field: Field, change: SetChange) => void;
};

/**
 * One property: its label and its editor. Most values are the same on the next ticket, so an editor is drawn again
 * only when something about it is another: drawing all of them is what opening a ticket would wait for.
 */
export const PropertyEditor = memo(function PropertyEditor(props: PropertyEditorProps) {
  const { field, onSet, onSetChange } = props;
  const inputId = useId();
  return (
    <LabelledRow label={field.label} inputId={inputId}>
      <FieldEditor
        {...props}
        inputId={inputId}
        onSet={(value) => onSet(field, value)}
        onSetChange={(change) => onSetChange(field, change)}
      />
    </LabelledRow>
  );
});
