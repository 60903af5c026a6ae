import type { ComponentType, ReactNode } from 'react';
import { Suspense, lazy, useState } from 'react';
import { useWords } from '../words/words';
import { Boundary } from './Boundary';
import { Button } from './Button';

/**
 * A part of the client that is fetched when it is first needed. Where that fails, one may try again: unlike what React
 * makes of it alone, which remembers the failure for ever.
 */
export function part<P extends object>(fetched: () => Promise<{ default: ComponentType<P> }>, meanwhile?: ReactNode): ComponentType<P> {
  return function Part(props: P) {
    const words = useWords();
    const [Shown, setShown] = useState(() => lazy(fetched));
    return (
      <Boundary
        broken={(again) => (
          <div className="broken" role="alert">
            <p>{words.notLoaded}</p>
            <Button
              onClick={() => {
                setShown(() => lazy(fetched));
                again();
              }}
            >
              {words.retry}
            </Button>
          </div>
        )}
      >
        <Suspense fallback={meanwhile}>
          <Shown {...props} />
        </Suspense>
      </Boundary>
    );
  };
}
