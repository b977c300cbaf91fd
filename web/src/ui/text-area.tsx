import { Label } from 'react-aria-components/Label';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { checkAgain } from './check-again.ts';
import { FieldProblem } from './field-problem.tsx';
import type { TextFieldProps } from './text-field.tsx';

/** Several lines of text with their label and what is wrong with them. */
export function TextArea({ label, rows, ...props }: Omit<TextFieldProps, 'hint'> & { readonly rows: number }) {
  return (
    <AriaTextField {...props} className="field">
      <Label className="field-label">{label}</Label>
      <AriaTextArea className="field-input" rows={rows} onInput={checkAgain} />
      <FieldProblem />
    </AriaTextField>
  );
}
