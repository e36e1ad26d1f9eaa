// Invented combinations of common names; any likeness to a person is chance. A few carry the letters
// and marks that trip importers: apostrophes, hyphens, accents, particles.
export const forenames =
  `Aaron Abigail Adaeze Adam Aisha Alan Alexandra Alice Alison Amara Amelia Amina Amy Andrea Andrew
Angela Anita Anna Anthony Arjun Asha Ayesha Barbara Ben Bethany Blessing Brendan Bridget Callum Cara
Carl Caroline Catherine Charles Charlotte Chidi Chloe Chris Ciara Claire Clare Colin Craig Daniel
Danielle Darren David Dawn Deborah Declan Deepa Denise Diane Dionne Dominic Donna Edward Efe Eilidh
Elaine Eleanor Elena Elif Elizabeth Ella Emily Emma Eric Esther Ewan Faith Farah Fatima Fiona Frances
Freya Gareth Gemma Geoffrey George Georgia Gillian Glen Gordon Grace Graham Gwen Hannah Harpreet Harry
Hassan Hayley Hazel Heather Helen Holly Hugh Ian Imran Ingrid Iris Isla Ivan Jack Jacqueline Jade James
Jamila Jane Janet Jasmine Jason Jean Jennifer Jenny Jessica Joan Joanne Joel John Jonathan Joseph Joy
Joyce Judith Julia Julie Justine Kamal Karen Kate Katherine Kayleigh Keith Kelly Kemi Kenneth Kerry
Kevin Khadija Kirsty Kofi Kwame Laura Lauren Leah Leanne Lesley Liam Lily Linda Lisa Lorna Louise Lucy
Luke Lynn Maeve Malcolm Mandeep Marcia Margaret Maria Mark Martin Mary Matthew Megan Mei Melanie
Michael Michelle Miriam Moira Molly Monica Morag Nadia Naomi Natalie Natasha Neil Ngozi Niamh Nicholas
Nicola Nina Noor Olivia Olu Oliver Pamela Patricia Patrick Paul Paula Peter Philip Pippa Priya Rachel
Rahul Rebecca Rhys Richard Rita Robert Robin Rohan Rosa Rosemary Roy Ruth Ryan Sadia Sally Samantha
Samuel Sandra Sanjay Sarah Sean Shabana Shanice Sharon Shauna Sheila Sian Simon Siobhan Sofia Sonia
Stella Stephanie Stephen Stuart Sunita Susan Suzanne Tamara Tariq Temi Teresa Thomas Tim Tina Tracey
Trevor Una Ursula Valerie Vanessa Veronica Vicky Victor Vikram Wendy William Winston Yasmin Yemi Yusuf
Yvonne Zainab Zara Zoe Zoë`.split(/\s+/)

export const surnames =
  `Abbott Abdi Adams Adebayo Agyeman Ahmed Akhtar Ali Allen Amin Anderson Andrews Appiah Archer Armstrong
Arnold Asante Ashton Atkinson Austin Bailey Baker Baldwin Ball Banerjee Banks Barker Barnes Barrett
Barry Bates Begum Bell Bennett Bhatt Bishop Black Blake Boateng Bond Booth Bradley Brady Brennan Briggs
Brooks Brown Bryant Burke Burns Burton Butler Byrne Cameron Campbell Carr Carroll Carter Chambers
Chandler Chapman Chaudhry Cheng Choudhury Chukwu Clark Clarke Clayton Coleman Collins Connolly Cook
Cooper Cox Crawford Cross Cunningham Curtis Dale Daly Daniels Das Davidson Davies Davis Dawson Dean
Desai Dixon Doherty Douglas Doyle Duffy Duncan Dunn Dyer Edwards Elliott Ellis Evans Farrell Fernandez
Finch Fisher Fitzgerald Fleming Fletcher Flynn Ford Foster Fowler Fox Francis Fraser Freeman Gallagher
Gardner George Gibbs Gibson Gilbert Gill Glover Goddard Goodwin Gordon Graham Grant Gray Green Griffin
Griffiths Gupta Hall Hamilton Hammond Hancock Hardy Harper Harris Harrison Hart Harvey Hassan Hawkins
Hayes Haynes Henderson Henry Hill Hodgson Holland Holmes Hope Hopkins Howard Howell Hudson Hughes
Humphries Hunt Hunter Hussain Hutchinson Hyde Ibrahim Iqbal Islam Jackson Jacobs James Jarvis Jenkins
Jennings Johnson Johnston Jones Jordan Joshi Kang Kaur Kay Kelly Kennedy Kent Kerr Khan Khatun King
Kirby Kline Knight Kovacs Kumar Lamb Lambert Lane Lawal Lawrence Lawson Leach Lee Lewis Lim Lin Little
Lloyd Long Lowe Lucas Lynch MacDonald Mahmood Malik Manning Marsh Marshall Martin Mason Matthews May
McCarthy McDonald McKenzie McLean Mensah Miah Miles Miller Mills Mistry Mitchell Moore Moran Morgan
Morris Morrison Morton Moss Muir Murphy Murray Mwangi Myers Nash Ndiaye Nelson Newman Newton Nguyen
Nicholls Nicholson Nolan Norman Norris North Nowak O'Brien O'Connor O'Neill O'Sullivan Oakley Obi
Ogden Okafor Okoye Oliver Osborne Osei Owen Owusu Page Palmer Park Parker Parmar Parry Parsons Patel
Paterson Payne Pearce Pearson Perkins Perry Phillips Pierce Pike Porter Potter Powell Pratt Price
Pritchard Quinn Rahman Rai Ramsay Rana Randall Read Reed Rees Reid Reynolds Rhodes Rice Richards
Richardson Riley Roberts Robertson Robinson Robson Rogers Rose Ross Rowe Russell Ryan Saeed Salmon Sanders
Sandhu Savage Schofield Scott Seth Shah Sharma Sharp Shaw Shepherd Sheridan Short Simmons Simpson Sinclair
Singh Skinner Slater Smart Smith Spencer Stephens Stevens Stewart Stone Storey Sullivan Sutton Swift Talbot
Tanner Taylor Thomas Thompson Thornton Todd Tomlinson Townsend Tucker Turnbull Turner Tyler Udo Vaughan
Vincent Wade Wallace Walsh Walters Ward Warner Watkins Watson Watts Webb Webster Wells Welsh West Weston
Wheeler White Whitehead Wilkins Wilkinson Williams Williamson Willis Wilson Winter Wong Wood Woods
Wright Wyatt Yates Young Yusuf Zhang Adeyemi-Cole Barrow-Jones Okonkwo-Reid Singh-Hart Núñez Łukasik
de-Souza Van-Dyke`.split(/\s+/)

export const localities =
  `Northgate Millbrook Harbourside Westfield Oakhill Riverside Castlefield Priory Eastbrook Meadowbank
Fairmile Kingsway Ashdown Thornbury Saltmarsh Highcroft Lakeside Brookvale Southmoor Hollins Larkfield
Stonebridge Wyvern Beechwood`.split(/\s+/)

export const earlyHelpOrganisations = [
  'Family Hub',
  'Primary school',
  'Secondary school',
  'Health visiting',
  'Early Help service',
  'Housing association',
  'Voluntary organisation',
]
