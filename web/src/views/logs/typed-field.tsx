import { useEffect, useState } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';

/** So long nobody pauses within a word. */
const PAUSE_MILLISECONDS = 350;

interface TypedFieldProps {
  readonly label: string;
  readonly value: string;
  readonly type?: 'text' | 'search';
  readonly maxLength: number;
  readonly suggestions?: readonly string[];
  onChange(value: string): void;
}

/** A field that tells of what was typed when one stops typing. */
export function TypedField({ label, value, type = 'text', maxLength, suggestions, onChange }: TypedFieldProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);

  const list = suggestions && `suggestions-${label}`;
  return (
    <TextField className="field" type={type} value={typed} onChange={setTyped} maxLength={maxLength}>
      <Label className="field-label">{label}</Label>
      <Input className="field-input" list={list} autoComplete="off" spellCheck={false} />
      {suggestions && (
        <datalist id={list}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </TextField>
  );
}
