import { mount } from 'svelte';
import App from './App.svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/forms.css';
import './styles/sources.css';
import './styles/plot.css';
import './styles/history.css';
import './styles/timeline.css';
import './styles/reader.css';
import './styles/print.css';

const target = document.getElementById('app');
if (target) mount(App, { target });
