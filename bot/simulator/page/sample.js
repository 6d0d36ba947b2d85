/* A drawn picture of a job fair, for trying photos without a photo at hand. */

const SKIES = [["#9cc8f0", "#e8f3fb"], ["#f6c89f", "#fdeede"], ["#b7c6ea", "#eef0fb"], ["#a9dcc9", "#ebf8f2"]];
const BOOTHS = ["#1d64c8", "#1b7f4b", "#b4552d", "#6b4fb3"];

/** A JPEG file of 1280 × 960; `turn` changes the colours. */
export async function samplePhoto(turn = 0) {
  const canvas = document.createElement("canvas");
  canvas.width = 1280;
  canvas.height = 960;
  const pen = canvas.getContext("2d");
  drawGround(pen, SKIES[turn % SKIES.length]);
  for (let booth = 0; booth < 3; booth += 1) drawBooth(pen, 70 + booth * 400, BOOTHS[(booth + turn) % BOOTHS.length], booth);
  for (let person = 0; person < 11; person += 1) drawPerson(pen, 60 + person * 112, 790 + ((person * 37) % 90), person + turn);
  const bytes = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.86));
  return new File([bytes], `현장사진_${turn + 1}.jpg`, { type: "image/jpeg" });
}

function drawGround(pen, [top, low]) {
  const sky = pen.createLinearGradient(0, 0, 0, 640);
  sky.addColorStop(0, top);
  sky.addColorStop(1, low);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, 1280, 960);
  pen.fillStyle = "#c9ced6";
  pen.fillRect(0, 640, 1280, 320);
  pen.fillStyle = "#17365f";
  pen.fillRect(180, 70, 920, 120);
  pen.fillStyle = "#ffffff";
  pen.font = '600 64px "Goyang Sans", sans-serif';
  pen.textAlign = "center";
  pen.fillText("고양시 채용박람회", 640, 153);
}

function drawBooth(pen, x, colour, number) {
  pen.fillStyle = "#f7f8fa";
  pen.fillRect(x, 330, 340, 400);
  pen.fillStyle = colour;
  pen.fillRect(x - 12, 280, 364, 84);
  pen.fillStyle = "#ffffff";
  pen.font = '600 40px "Goyang Sans", sans-serif';
  pen.fillText(`면접 ${number + 1}관`, x + 170, 337);
  pen.fillStyle = "#dfe4ea";
  pen.fillRect(x + 20, 600, 300, 130);
}

function drawPerson(pen, x, y, turn) {
  pen.fillStyle = ["#39475a", "#7a4b3a", "#2f6f63", "#4d4a80", "#8a6a2d"][turn % 5];
  pen.beginPath();
  pen.roundRect(x - 32, y - 60, 64, 150, 30);
  pen.fill();
  pen.fillStyle = ["#e9c4a6", "#d9ab86", "#f0d3b8"][turn % 3];
  pen.beginPath();
  pen.arc(x, y - 92, 30, 0, Math.PI * 2);
  pen.fill();
}
