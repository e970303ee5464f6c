import { onMounted, onUnmounted } from 'vue';
import { useNavigation } from './use-address.ts';

/** Paper is white: what is printed is printed in the light theme, whichever the screen is in. */
export function usePaperTheme(): void {
  const { address } = useNavigation();
  const wear = (theme: 'light' | 'dark'): void => {
    document.documentElement.dataset.theme = theme;
  };
  const before = (): void => wear('light');
  const after = (): void => wear(address.value.theme);
  onMounted(() => {
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
  });
  onUnmounted(() => {
    window.removeEventListener('beforeprint', before);
    window.removeEventListener('afterprint', after);
  });
}
