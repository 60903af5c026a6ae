import { useCallback } from 'react';
import type { Username } from '../model/chat';
import { useChat } from '../model/use';
import { useTelling } from '../parts/told';
import { go } from '../route';

/** Opens the direct room with somebody, which is made where there is none. */
export function useDirect(): (user: Username) => void {
  const chat = useChat();
  const { attempt } = useTelling();
  return useCallback(
    (user) =>
      void attempt(
        chat.call<{ id: string }>('POST', '/direct', { user }).then((room) => {
          chat.roomsChanged();
          go({ at: 'room', room: room.id });
        }),
      ),
    [attempt, chat],
  );
}
