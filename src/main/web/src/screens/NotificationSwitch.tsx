import { useState } from 'react';
import { mayNotify, notifying, setNotifying } from '../desk/notifications';
import { Switch } from '../parts/Field';
import { useWords } from '../words/words';

/** Asks the browser only when the person turns it on. */
export function NotificationSwitch() {
  const words = useWords();
  const [on, setOn] = useState(notifying);
  const [refused, setRefused] = useState(() => mayNotify() === 'denied');
  const turn = async (wanted: boolean) => {
    if (wanted && mayNotify() !== 'granted') {
      const answer = await Notification.requestPermission();
      setRefused(answer === 'denied');
      if (answer !== 'granted') return;
    }
    setNotifying(wanted);
    setOn(wanted);
  };
  const impossible = mayNotify() === 'impossible';
  return <Switch label={words.notify} hint={impossible ? words.notifyImpossible : refused ? words.notifyRefused : words.notifyHint} checked={on} disabled={impossible || refused} onChange={(wanted) => void turn(wanted)} />;
}
