import { useEffect, useState } from 'react';

const pause = 200;

/** What one has typed, when one pauses: the server is not asked at each letter. */
export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const soon = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(soon);
  }, [value]);
  return settled;
}
