// The screen in the hall: fetches itself anew, counts down to the next change and strikes a gong when it comes.
// Browsers play sound only after a click, so there is one button; it goes away once the gong is allowed.
let screen = document.getElementById("screen");
let audio = null;
let struckFor = "";

const sound = document.querySelector("[data-sound]");
sound.hidden = false;
sound.querySelector("button").addEventListener("click", () => {
  audio = new AudioContext();
  sound.hidden = true;
  strike();
});

function strike() {
  if (!audio) return;
  const now = audio.currentTime;
  for (const [hertz, loudness] of [[220, 0.5], [331, 0.25], [553, 0.12]]) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(loudness, now);
    volume.gain.exponentialRampToValueAtTime(0.001, now + 4);
    tone.connect(volume).connect(audio.destination);
    tone.start(now);
    tone.stop(now + 4);
  }
}

function count() {
  const until = screen.dataset.changesAt;
  const place = screen.querySelector("[data-countdown]");
  if (!until || !place) return;
  const seconds = Math.round((new Date(until) - Date.now()) / 1000);
  if (seconds <= 0) {
    place.textContent = "";
    if (struckFor !== until && seconds > -20) {
      struckFor = until;
      strike();
      renew();
    }
    return;
  }
  const minutes = Math.floor(seconds / 60);
  place.textContent = minutes >= 60 ? "" : `(${minutes}:${String(seconds % 60).padStart(2, "0")})`;
}

async function renew() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("screen");
    if (!fresh) return;
    screen.replaceWith(fresh);
    screen = fresh;
    count();
  } catch {
    // without network the screen keeps what it shows
  }
}

setInterval(count, 1000);
setInterval(renew, Number(screen.dataset.reload) * 1000);
count();
