import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';
import './field.css';

type Props = ComponentProps<'input'> & { readonly label: string; readonly hint?: ReactNode; readonly fault?: string | undefined };

export function Field({ label, hint, fault, ...input }: Props) {
  const id = useId();
  const told = fault ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input {...input} id={id} dir={input.dir ?? 'auto'} aria-invalid={fault !== undefined} aria-describedby={told ? `${id}-told` : undefined} />
      {told !== undefined && (
        <p id={`${id}-told`} className={fault === undefined ? 'hint' : 'fault'}>
          {told}
        </p>
      )}
    </div>
  );
}

export function Switch({ label, hint, checked, onChange, disabled }: { readonly label: string; readonly hint?: string; readonly checked: boolean; readonly onChange: (on: boolean) => void; readonly disabled?: boolean }) {
  const id = useId();
  return (
    <div className="switch">
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-told`} className="hint">
            {hint}
          </p>
        )}
      </div>
      <input id={id} type="checkbox" role="switch" checked={checked} disabled={disabled} aria-describedby={hint === undefined ? undefined : `${id}-told`} onChange={(event) => onChange(event.target.checked)} />
    </div>
  );
}

/** One of few, all to be seen. */
export function Choice<T extends string>({ label, value, options, onChange }: { readonly label: string; readonly value: T; readonly options: readonly (readonly [T, string])[]; readonly onChange: (value: T) => void }) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      <div className="choice-row">
        {options.map(([option, text]) => (
          <label key={option}>
            <input type="radio" name={name} checked={value === option} onChange={() => onChange(option)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Fault({ children }: { readonly children: ReactNode }) {
  return (
    <p className="fault-box" role="alert" dir="auto">
      {children}
    </p>
  );
}
